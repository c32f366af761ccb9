import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";

interface Asked {
  readonly environment: Environment;
  readonly repositoryName: string;
  /** As IAM calls it, for example `ecr:DescribeImages`. */
  readonly action: string;
}

/** What lies in nobody's code here, in one sentence; anything else keeps its stack. */
export function explained(error: Error, { environment, repositoryName, action }: Asked): Error {
  const { account, name, region } = environment;
  const subject = `environment "${name}"`;
  if (error.name === "RepositoryNotFoundException") {
    return new ConfigurationError(subject, [
      `repository "${repositoryName}" must exist in account ${account} in ${region}, got none; make it with: npx slipway cdktf deploy '${name}-images'`,
    ]);
  }
  if (error.name === "CredentialsProviderError") {
    return new ConfigurationError(subject, [
      `AWS credentials of account ${account} must be in the process, got none; set AWS_PROFILE, or sign in`,
    ]);
  }
  if (
    ["AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException"].includes(error.name)
  ) {
    return new ConfigurationError(subject, [
      `AWS credentials must allow ${action} on "${repositoryName}" of account ${account} in ${region}, got ${error.name}: ${error.message}`,
    ]);
  }
  return error;
}
