import { bucketOfObject, environmentFileProblems } from "../../../environments/rules/environment-file";

test.each([
  ["arn:aws:s3:::config/web.env", "arn:aws:s3:::config"],
  ["arn:aws-cn:s3:::my.config/a/b/web.env", "arn:aws-cn:s3:::my.config"],
])("%s lies in %s", (object, bucket) => expect(bucketOfObject(object)).toBe(bucket));

it("refuses a file in a directory bucket, which ECS cannot read", () => {
  const file = (bucket: string) => environmentFileProblems("files", [`arn:aws:s3:::${bucket}/web.env`]);
  expect(file("config--euw1-az1--x-s3")).toHaveLength(1);
  expect(file("config--x-s3-files")).toEqual([]);
});
