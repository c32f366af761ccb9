import { describeExisting } from "../../../../cli/deploy/terraform/existing-resource";

const PLACE = { name: "my-dev-foundation", part: "foundation" } as const;
const api = (call: string, answer: string) =>
  `Error: creating it: operation error ${call}, https response error StatusCode: 400, RequestID: 1, ${answer}\n\n  with aws_thing.web_1[0],\n  on cdk.tf.json line 3\n`;

it.each([
  [
    api(
      "CloudWatch Logs: CreateLogGroup",
      "ResourceAlreadyExistsException: The specified log group already exists",
    ),
  ],
  [api("IAM: CreateRole", "EntityAlreadyExists: Role with name x")],
  [api("ECR: CreateRepository", "RepositoryAlreadyExistsException: x")],
  [api("S3: CreateBucket", "BucketAlreadyOwnedByYou: ")],
  [api("EC2: CreateSecurityGroup", "api error InvalidGroup.Duplicate: x")],
  [api("EC2: CreateLaunchTemplate", "api error InvalidLaunchTemplateName.AlreadyExistsException: x")],
  [api("Elastic Load Balancing v2: CreateLoadBalancer", "DuplicateLoadBalancerName: x")],
  [api("Elastic Load Balancing v2: CreateTargetGroup", "DuplicateTargetGroupNameException: x")],
  [api("Secrets Manager: CreateSecret", "ResourceExistsException: x")],
  [api("KMS: CreateAlias", "AlreadyExistsException: x")],
  [api("RDS: CreateDBInstance", "DBInstanceAlreadyExists: x")],
  [api("EFS: CreateFileSystem", "FileSystemAlreadyExists: x")],
  [api("SQS: CreateQueue", "QueueNameExists: x")],
  ["Error: ELBv2 Load Balancer (slipway-dev) already\nexists\n\n  with aws_thing.web_1[0],\n"],
])("explains that the resource exists and is in no state: %s", (error) => {
  expect(describeExisting(PLACE, error)[0]).toMatch(
    /^ {2}aws_thing\.web_1\[0\] exists in AWS but not in the Terraform state/,
  );
});

it.each([
  [api("S3: CreateBucket", "BucketAlreadyExists: The requested bucket name is not available.")],
  [api("ECS: CreateService", "ClientException: no")],
  ["Error: Duplicate resource configuration"],
])("has nothing to explain for another error: %s", (error) => {
  expect(describeExisting(PLACE, error)).toEqual([]);
});

it("names the command that finds it and offers to adopt it", () => {
  expect(describeExisting(PLACE, api("IAM: CreateRole", "EntityAlreadyExists: x"))[1]).toMatch(
    /^ {2}It was not changed\. If it has the tags of my-dev, this command .*: npx slipway deploy my-dev \(/,
  );
});

it("does not offer to adopt what belongs to the state bucket, which no deployment creates", () => {
  const lines = describeExisting(
    { name: "dev-state", part: "state" },
    api("IAM: CreateRole", "EntityAlreadyExists: x"),
  );
  expect(lines.join(" ")).not.toContain("slipway deploy");
});
