import { NotReadyError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { noCredentials, RequestError } from "../aws/request-error";

interface Asked {
  readonly environment: Environment;
  readonly repositoryName: string;
  /** As IAM calls it, for example `ecr:DescribeImages`. */
  readonly action: string;
}

/** Failures that are not bugs of ours, in words; anything else as it is. */
export function explained(error: Error, { environment, repositoryName, action }: Asked): Error {
  const { account, name, region } = environment;
  if (error.name === "RepositoryNotFoundException") {
    return new NotReadyError(`environment "${name}"`, [
      `repository "${repositoryName}" must exist in account ${account} in ${region}, got none; make it with: npx slipway cdktf deploy '${name}-images'`,
    ]);
  }
  const attempt = { environment, request: `${action} on repository "${repositoryName}"` };
  if (error.name === "CredentialsProviderError") {
    return new RequestError({ ...attempt, ...noCredentials(account) });
  }
  if (
    ["AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException"].includes(error.name)
  ) {
    return new RequestError({ ...attempt, answer: `${error.name}: ${error.message}` });
  }
  return error;
}
