import { ConfigurationError } from "../../environments/errors";
import { parseOverrides } from "../../stacks/image-overrides";

test("references by the names of images", () => {
  const images = { web: "example.com/web@sha256:1", "web/proxy": "example.com/proxy@sha256:2" };
  expect(parseOverrides(JSON.stringify(images))).toEqual(images);
  expect(parseOverrides("{}")).toEqual({});
});

test.each(["", "web", "[]", "null", '"web"', '{"web":1}'])("%j is refused", (value) => {
  expect(() => parseOverrides(value)).toThrow(
    new ConfigurationError("SLIPWAY_IMAGES", [
      `SLIPWAY_IMAGES must be a JSON object with a reference for each image, got ${JSON.stringify(value)}`,
    ]),
  );
});
