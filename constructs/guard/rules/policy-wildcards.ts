import type { Rule } from "../document";
import { policies, type PolicyStatement } from "../policies";

/** Actions for which IAM has no narrower resource than `*`, each with the reason why somebody here needs it. */
const ACTIONS_WITHOUT_RESOURCE: Readonly<Record<string, string>> = {
  "acm:RequestCertificate": "a certificate has its number only afterwards",
  "ecr:CreatePullThroughCacheRule": "a setting of the registry, which has no ARN",
  "ecr:DeletePullThroughCacheRule": "a setting of the registry, which has no ARN",
  "ecr:DeleteRegistryPolicy": "a setting of the registry, which has no ARN",
  "ecr:GetAuthorizationToken": "ECR's login is for the registry, not for a repository",
  "ecr:PutAccountSetting": "a setting of the registry, which has no ARN",
  "ecr:PutRegistryPolicy": "a setting of the registry, which has no ARN",
  "ecr:PutRegistryScanningConfiguration": "a setting of the registry, which has no ARN",
  "ecr:PutReplicationConfiguration": "a setting of the registry, which has no ARN",
  "ecs:CreateCapacityProvider": "IAM knows no resource for what is not there yet",
  "ecs:CreateCluster": "IAM knows no resource for what is not there yet",
  "ecs:DeregisterTaskDefinition": "IAM knows no resource for the revisions of a task definition",
  "ecs:DiscoverPollEndpoint": "the ECS agent asks where to connect before it belongs to a cluster",
  "ecs:RegisterTaskDefinition": "IAM knows no resource for the revisions of a task definition",
  "elasticfilesystem:CreateFileSystem": "a file system has its number only afterwards",
  "kms:CreateKey": "a key has its number only afterwards",
  "logs:CreateLogDelivery": "EC2 asks for it when flow logs are made, for no resource",
  "logs:DeleteLogDelivery": "EC2 asks for it when flow logs are deleted, for no resource",
  "logs:DescribeLogGroups": "ECS Exec looks its log group up before it writes",
  "servicediscovery:CreateHttpNamespace": "a namespace has its number only afterwards",
  "xray:GetSamplingRules": "X-Ray knows no resource for sampling",
  "xray:GetSamplingStatisticSummaries": "X-Ray knows no resource for sampling",
  "xray:GetSamplingTargets": "X-Ray knows no resource for sampling",
  "xray:PutTelemetryRecords": "X-Ray knows no resource for what it receives",
  "xray:PutTraceSegments": "X-Ray knows no resource for what it receives",
  "ssmmessages:CreateControlChannel": "ECS Exec opens a channel that exists only while it is open",
  "ssmmessages:CreateDataChannel": "ECS Exec opens a channel that exists only while it is open",
  "ssmmessages:OpenControlChannel": "ECS Exec opens a channel that exists only while it is open",
  "ssmmessages:OpenDataChannel": "ECS Exec opens a channel that exists only while it is open",
};

/** Policies of these are attached to the resource that they speak of, and `*` there means that resource. */
const STAR_MEANS_ITSELF = ["aws_kms_key", "aws_kms_key_policy"];

/** Every action is named, and every resource, where AWS lets it be named. Denials may be as wide as they like. */
export const policyWildcards: Rule = (document) => {
  const { statements, unreadable } = policies(document);
  return [
    ...unreadable.map(
      (where) => `${where} must be JSON that can be checked here, got a reference; write it with policyJson`,
    ),
    ...statements.filter(({ effect }) => effect !== "Deny").flatMap(problemsOf),
  ];
};

function problemsOf(statement: PolicyStatement): string[] {
  const { actions, inverted, resources, type, where } = statement;
  const wide = STAR_MEANS_ITSELF.includes(type) ? [] : resources.filter(isEverything);
  return [
    ...inverted.map((key) => `${where} must say what it allows, got ${key}; name the things themselves`),
    ...(STAR_MEANS_ITSELF.includes(type) ? [] : actions)
      .filter((action) => action.includes("*") || action.includes("?"))
      .map((action) => `${where} must name its actions, got "${action}"; list the ones that are used`),
    ...wide.flatMap((resource) =>
      actions
        .filter((action) => !(action in ACTIONS_WITHOUT_RESOURCE))
        .map((action) => `${where} must name the resources of ${action}, got "${resource}"; give their ARNs`),
    ),
  ];
}

/** `*`, or an ARN that names no more than a service: `arn:aws:s3:::*`. */
function isEverything(resource: string): boolean {
  return /^[*?]+$/.test(resource) || /^arn:(?:[^:]*:){4}[*?]+$/.test(resource);
}
