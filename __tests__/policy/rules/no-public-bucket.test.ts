import type { JudgedResource } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-public-bucket");
const closed = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const logs = resource("aws_s3_bucket.logs", { bucket: "shop-logs" });
const access = (values: JudgedResource["values"] = {}, stack = "test") =>
  resource(
    "aws_s3_bucket_public_access_block.a",
    { bucket: "${aws_s3_bucket.logs.id}", ...closed, ...values },
    stack,
  );
const problem =
  "aws_s3_bucket.logs must have a public access block with all four switches on, got none; " +
  "add an aws_s3_bucket_public_access_block";

test("good: all four switches are on, by reference or by name", () => {
  expect(problems([logs, access()])).toEqual([]);
  expect(problems([logs, access({ bucket: "shop-logs" })])).toEqual([]);
});

test("good: the key of an instance has brackets of its own", () => {
  const instance = { ...logs, address: 'aws_s3_bucket.logs["a(b"]' };
  expect(problems([instance, access({ bucket: '${aws_s3_bucket.logs["a(b"].id}' })])).toEqual([]);
});

test("bad: nothing is said", () => {
  expect(problems([logs])).toEqual([problem]);
});

test.each(Object.keys(closed))("bad: %s is off", (name) => {
  expect(problems([logs, access({ [name]: false })])).toEqual([problem]);
});

test("bad: the switches are those of another bucket", () => {
  expect(problems([logs, access({ bucket: "${aws_s3_bucket.logs2.id}" })])).toEqual([problem]);
  expect(problems([logs, access({}, "another")])).toEqual([problem]);
});
