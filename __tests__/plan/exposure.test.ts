import { exposureLines, exposuresOf } from "../../plan/exposure";
import type { ResourceChange } from "../../plan/plan-json";
import { changed, resources, texts } from "./planned";

const lines = (...changes: readonly ResourceChange[]) =>
  texts(exposureLines(exposuresOf(resources(...changes))));
const shut = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

test.each([
  ["aws_lb", { name: "a", internal: false }, "internet-facing balancer"],
  [
    "aws_ecs_service",
    { name: "a", network_configuration: [{ assign_public_ip: true }] },
    "public IP address on each task",
  ],
  ["aws_db_instance", { identifier: "a", publicly_accessible: true }, "publicly accessible database"],
  [
    "aws_rds_cluster_instance",
    { identifier: "a", publicly_accessible: true },
    "publicly accessible database",
  ],
  ["aws_ecrpublic_repository", { repository_name: "a" }, "public image repository"],
  ["aws_eip", { id: "a" }, "public IP address"],
  [
    "aws_launch_template",
    { name: "a", network_interfaces: [{ associate_public_ip_address: "true" }] },
    "public IP address on each instance",
  ],
  [
    "aws_s3_bucket_public_access_block",
    { bucket: "a", ...shut, block_public_policy: false },
    "bucket without block_public_policy",
  ],
  ["aws_subnet", { id: "a", map_public_ip_on_launch: true }, "public IP address on whatever starts in it"],
])("%s that is public from now on, or no longer", (type, values, what) => {
  expect(lines(changed(`${type}.x`, null, values))).toEqual([`! PUBLIC: [a] (${what})`]);
  expect(lines(changed(`${type}.x`, values, values))).toEqual([]);
});

test("what is closed again is said quietly", () => {
  expect(lines(changed("aws_lb.x", { name: "a", internal: false }, { name: "a", internal: true }))).toEqual([
    "no longer public: [a] (internet-facing balancer)",
  ]);
});

test.each([
  ["aws_lb", { name: "a", internal: true }],
  ["aws_ecs_service", { name: "a", network_configuration: [{ assign_public_ip: false }] }],
  ["aws_db_instance", { identifier: "a", publicly_accessible: false }],
  ["aws_s3_bucket_public_access_block", { bucket: "a", ...shut }],
])("%s that is private says nothing", (type, values) => {
  expect(lines(changed(`${type}.x`, null, values))).toEqual([]);
});

test("a bucket that loses its shield is exposed, unless it goes too", () => {
  const gone = changed("aws_s3_bucket_public_access_block.x", { bucket: "a", ...shut }, null);
  expect(lines(gone)).toEqual(["! PUBLIC: [a] (bucket whose public access is no longer blocked)"]);
  expect(lines(gone, changed("aws_s3_bucket.x", { bucket: "a" }, null))).toEqual([]);
});
