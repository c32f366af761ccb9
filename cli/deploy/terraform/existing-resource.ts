import type { TerraformPlace } from "./places";

/**
 * Error codes with which AWS refuses to create what exists already, and the words of the AWS provider where it looks by
 * itself. `BucketAlreadyExists` is not one of them: another account has that name.
 *
 * Source: the "Errors" section of each Create action in the API references, for example
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html; for EC2
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const EXISTS =
  /\b(?!BucketAlreadyExists\b)(?:\w+AlreadyExists\w*|AlreadyExistsException|BucketAlreadyOwnedByYou|Duplicate(?:LoadBalancer|TargetGroup|Listener)\w*|ResourceExistsException|QueueNameExists|WAFDuplicateItemException|Invalid\w+\.(?:Duplicate|AlreadyExistsException)|EntityAlreadyExists)\b|\balready exists\b/;
const ADDRESS = /\bwith ([\w-]+\.[\w-]+(?:\[[^\]]*\])?),/;

/** What an error means that is about a resource which exists in AWS and in no state; nothing for any other error. */
export function describeExisting(
  { name, part }: Pick<TerraformPlace, "name" | "part">,
  error: string,
): string[] {
  const text = error.replace(/\s+/g, " ");
  if (!EXISTS.test(text)) return [];
  const address = ADDRESS.exec(text)?.[1] ?? "The resource";
  return [
    `  ${address} exists in AWS but not in the Terraform state: an interrupted run did not save it, or something else created it.`,
    `  It was not changed. ${part === "state" ? BY_HAND : offered(name.slice(0, -`-${part}`.length))}`,
  ];
}

const BY_HAND =
  "Find out whose it is, then delete it or import it into the state (docs/releases.md#a-resource-that-already-exists).";

const offered = (environment: string): string =>
  `If it has the tags of ${environment}, this command finds it and offers to adopt it: npx slipway deploy ${environment} (docs/releases.md#a-resource-that-already-exists). Otherwise rename or delete one of the two.`;
