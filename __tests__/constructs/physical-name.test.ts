import { physicalName } from "../../constructs/physical-name";

test("parts are joined with hyphens", () => {
  expect(physicalName(["shop", "dev", "web"], 32, "target group")).toBe("shop-dev-web");
});

test("a name of exactly the limit is kept, one more character is refused with the limit", () => {
  expect(physicalName(["a".repeat(27), "main"], 32, "load balancer")).toHaveLength(32);
  const name = `${"a".repeat(28)}-main`;
  expect(() => physicalName(["a".repeat(28), "main"], 32, "load balancer")).toThrow(
    "load balancer name is not valid:\n" +
      `  - load balancer name must have at most 32 characters, got "${name}" (33); ` +
      "shorten the project, environment or service name",
  );
});
