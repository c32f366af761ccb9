import { bucketOfObject } from "../../../environments/rules/environment-file";

test.each([
  ["arn:aws:s3:::config/web.env", "arn:aws:s3:::config"],
  ["arn:aws-cn:s3:::my.config/a/b/web.env", "arn:aws-cn:s3:::my.config"],
])("%s lies in %s", (object, bucket) => expect(bucketOfObject(object)).toBe(bucket));
