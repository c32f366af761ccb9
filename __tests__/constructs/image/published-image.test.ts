import { PublishedImage, type PublishedImageProps } from "../../../constructs/image/published-image";
import { synth } from "../../support/synth";

const made = (props: Partial<PublishedImageProps> = {}) =>
  synth(
    (stack) =>
      new PublishedImage(stack, "published", {
        source: "registry/web:src-1",
        repositoryUri: "public.ecr.aws/shop/web",
        tag: "src-1",
        ...props,
      }),
  );

test("the image gets the repository's name and is pushed, for good", () => {
  const result = made();
  expect(result.only("docker_tag")).toEqual({
    source_image: "registry/web:src-1",
    target_image: "public.ecr.aws/shop/web:src-1",
  });
  expect(result.only("docker_registry_image")).toEqual({
    keep_remotely: true,
    name: expect.stringMatching(/^\$\{docker_tag\.\w+\.target_image\}$/),
  });
});

test("further tags are pushed as well", () => {
  const result = made({ extraTags: ["v1.2.3"] });
  expect(
    result
      .all("docker_tag")
      .map(({ target_image }) => target_image)
      .sort(),
  ).toEqual(["public.ecr.aws/shop/web:src-1", "public.ecr.aws/shop/web:v1.2.3"]);
  expect(result.all("docker_registry_image")).toHaveLength(2);
});

test("another content is the same resource", () => {
  const ids = (tag: string) => Object.keys(made({ tag }).json.resource?.docker_tag ?? {});
  expect(ids("src-2")).toEqual(ids("src-1"));
});

test("refuses tags that move, and tags that are none", () => {
  expect(() => made({ tag: "latest", extraTags: ["a b"] })).toThrow(
    [
      "published image is not valid:",
      '  - tag must have 1 to 128 letters, digits, "_", "." or "-" and not be "latest", got "latest"',
      '  - tag must have 1 to 128 letters, digits, "_", "." or "-" and not be "latest", got "a b"',
    ].join("\n"),
  );
});
