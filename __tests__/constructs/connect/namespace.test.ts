import { ConnectNamespace } from "../../../constructs/connect/namespace";
import { synth } from "../../support/synth";

const made = (name: string) => synth((stack) => new ConnectNamespace(stack, "namespace", { name }));

test("a namespace that answers to ECS only", () => {
  const result = made("shop-dev");
  expect(result.types).toEqual(["aws_service_discovery_http_namespace"]);
  expect(result.only("aws_service_discovery_http_namespace")).toEqual({
    name: "shop-dev",
    description: "Service Connect of one ECS cluster",
  });
});

test.each(["a", "Shop_1.internal", "a".repeat(254)])("takes the name %s", (name) => {
  expect(made(name).only("aws_service_discovery_http_namespace").name).toBe(name);
});

test.each(["", "shop dev", ".shop", "shop-", "a".repeat(255)])("refuses the name %j", (name) => {
  expect(() => made(name)).toThrow(
    `namespace is not valid:\n  - name must have 1 to 254 letters, digits, "_", "." and "-", got ${JSON.stringify(name)}`,
  );
});
