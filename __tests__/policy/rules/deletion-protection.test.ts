import { judge } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("deletion-protection");
const ON = [
  ["aws_lb", "enable_deletion_protection"],
  ["aws_db_instance", "deletion_protection"],
  ["aws_rds_cluster", "deletion_protection"],
  ["aws_dynamodb_table", "deletion_protection_enabled"],
] as const;
const OFF = [
  ["aws_db_instance", "skip_final_snapshot"],
  ["aws_rds_cluster", "skip_final_snapshot"],
  ["aws_s3_bucket", "force_destroy"],
  ["aws_ecr_repository", "force_delete"],
  ["aws_ecrpublic_repository", "force_destroy"],
] as const;
const protectedOf = (type: string) =>
  Object.fromEntries(ON.filter(([each]) => each === type).map(([, name]) => [name, true]));

test.each(ON)("good and bad: %s %s", (type, name) => {
  expect(problems([resource(`${type}.r`, { [name]: true })])).toEqual([]);
  for (const values of [{}, { [name]: false }])
    expect(problems([resource(`${type}.r`, values)])).toEqual([
      `${type}.r.${name} must be true in a protected environment, got false`,
    ]);
});

test.each(OFF)("good and bad: %s %s", (type, name) => {
  const values = protectedOf(type);
  expect(problems([resource(`${type}.r`, values)])).toEqual([]);
  expect(problems([resource(`${type}.r`, { ...values, [name]: false })])).toEqual([]);
  expect(problems([resource(`${type}.r`, { ...values, [name]: true })])).toEqual([
    `${type}.r.${name} must be false in a protected environment, got true`,
  ]);
});

test("good: a replica, which has no data of its own", () => {
  const values = { replicate_source_db: "orders", skip_final_snapshot: true };
  expect(problems([resource("aws_db_instance.r", values)])).toEqual([]);
});

test("it is for protected environments", () => {
  const found = (isProtected: boolean) =>
    judge([resource("aws_lb.r", {})], { protected: isProtected, suppressions: [] }).findings;
  expect(found(false)).toEqual([]);
  expect(found(true)).toEqual([
    {
      rule: "deletion-protection",
      stack: "test",
      address: "aws_lb.r",
      problem: "aws_lb.r.enable_deletion_protection must be true in a protected environment, got false",
    },
  ]);
});
