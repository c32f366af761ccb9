import type { JudgedResource } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("encrypted-stores");
const template = (encrypted: unknown) =>
  resource("aws_launch_template.t", {
    block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted } }, { virtual_name: "ephemeral0" }],
  });
const service = (encrypted: unknown) =>
  resource("aws_ecs_service.s", {
    volume_configuration: { name: "cache", managed_ebs_volume: { encrypted } },
  });
const advice = "must be true, got false; AWS does not encrypt it by itself";
const SWITCHES = [
  ["aws_efs_file_system", "encrypted"],
  ["aws_ebs_volume", "encrypted"],
  ["aws_db_instance", "storage_encrypted"],
  ["aws_rds_cluster", "storage_encrypted"],
] as const;

test.each(SWITCHES)("good: %s with %s", (type, name) => {
  expect(problems([resource(`${type}.s`, { [name]: true })])).toEqual([]);
  expect(problems([resource(`${type}.s`, { [name]: "${var.encrypted}" })])).toEqual([]);
});

test.each(SWITCHES)("bad: %s without %s", (type, name) => {
  for (const values of [{}, { [name]: false }, { [name]: null }])
    expect(problems([resource(`${type}.s`, values)])).toEqual([`${type}.s.${name} ${advice}`]);
});

test("good: volumes of instances and tasks that are encrypted; the provider writes one switch as a text", () => {
  expect(problems([template("true"), template(true), service(true)])).toEqual([]);
  expect(problems([resource("aws_launch_template.t", {}), resource("aws_ecs_service.s", {})])).toEqual([]);
});

test("bad: volumes of instances and tasks that are not", () => {
  expect(problems([template(undefined), template("false"), service(false)])).toEqual([
    `aws_launch_template.t.block_device_mappings /dev/xvda encrypted ${advice}`,
    `aws_launch_template.t.block_device_mappings /dev/xvda encrypted ${advice}`,
    `aws_ecs_service.s.volume_configuration cache encrypted ${advice}`,
  ]);
});

test("good: a replica is as what it copies", () => {
  expect(problems([resource("aws_db_instance.r", { replicate_source_db: "orders" })])).toEqual([]);
});

test("good: what AWS always encrypts may say nothing", () => {
  expect(
    problems([
      resource("aws_s3_bucket.b", {}),
      resource("aws_ecr_repository.r", {}),
      resource("aws_cloudwatch_log_group.g", {}),
    ]),
  ).toEqual([]);
});

test("bad: a log group without the key that others have", () => {
  const group = (name: string, values: JudgedResource["values"]) =>
    resource(`aws_cloudwatch_log_group.${name}`, values);
  const key = { kms_key_id: "${aws_kms_key.k.arn}" };
  expect(problems([group("a", key), group("b", key)])).toEqual([]);
  expect(problems([group("a", key), group("b", {})])).toEqual([
    "aws_cloudwatch_log_group.b.kms_key_id must name a key, got nothing; " +
      "other log groups of the environment have a key of their own",
  ]);
});
