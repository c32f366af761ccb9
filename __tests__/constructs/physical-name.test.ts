import { Token } from "cdktf";
import { physicalName } from "../../constructs/physical-name";

it("keeps a name that fits", () => {
  expect(physicalName("aws_lb", "a".repeat(32))).toBe("a".repeat(32));
  expect(physicalName("aws_iam_role", "shop-dev-web-task")).toBe("shop-dev-web-task");
});

it("shortens a longer one to its beginning and a hash of it, always the same", () => {
  const name = `${"a".repeat(60)}-task`;
  const short = physicalName("aws_iam_role", name);
  expect(short).toMatch(/^a{52}--[0-9a-z]{10}$/);
  expect(physicalName("aws_iam_role", name)).toBe(short);
  expect(physicalName("aws_iam_role", `${"a".repeat(60)}-hooks`)).not.toBe(short);
});

it("has no two hyphens together in identifiers of databases, which RDS refuses", () => {
  const name = `${"a".repeat(51)}-${"b".repeat(12)}`;
  expect(physicalName("aws_rds_cluster_instance", name)).toMatch(/^a{51}-[0-9a-z]{10}$/);
});

it("leaves references alone", () => {
  const reference = Token.asString({ resolve: () => "x" });
  expect(physicalName("aws_lb", reference)).toBe(reference);
});

it("refuses characters that AWS refuses", () => {
  expect(() => physicalName("aws_lb", "internal-dev")).toThrow(
    'aws_lb "internal-dev" is not valid:\n' +
      '  - name must have letters, digits and hyphens, none at an end, and not begin with internal-, got "internal-dev"',
  );
});
