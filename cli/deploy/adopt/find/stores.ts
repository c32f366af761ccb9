import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { byName, type Finders } from "./finder";

export const STORES: Finders = {
  aws_cloudwatch_log_group: byName("name", async (name, { logs }) => {
    // The answer is sorted, and a name is the first one that begins with it.
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
    return logGroups.map(({ logGroupName }) => logGroupName).filter((found) => found === name);
  }),
  aws_s3_bucket: byName("bucket", async (Bucket, { s3 }) => {
    await s3.send(new HeadBucketCommand({ Bucket }));
    return [Bucket];
  }),
  aws_secretsmanager_secret: byName("name", async (SecretId, { secrets }) => {
    const { ARN, DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    return DeletedDate === undefined ? [ARN] : [];
  }),
};
