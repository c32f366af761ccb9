import { HeadBucketCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { clientOptions } from "../emulator-variables";

/** What is already there: no bucket; a bucket that no state describes; or a bucket with its own state in it. */
export type StatePlace = "missing" | "bucket" | "complete";

export async function statePlace(environment: Environment): Promise<StatePlace> {
  const { bucket, prefix } = environment.state;
  const client = new S3Client(clientOptions(environment));
  try {
    if (!(await exists(() => client.send(new HeadBucketCommand({ Bucket: bucket })), environment)))
      return "missing";
    const object = new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}/state.tfstate` });
    return (await exists(() => client.send(object), environment)) ? "complete" : "bucket";
  } finally {
    client.destroy();
  }
}

async function exists(ask: () => Promise<unknown>, environment: Environment): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (httpStatus(error) === 404) return false;
    throw new ConfigurationError(`environment "${environment.name}"`, [problem(error as Error, environment)]);
  }
}

const httpStatus = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** Why the bucket cannot be seen; none of it is in our hands. */
function problem(error: Error, { account, region, state: { bucket } }: Environment): string {
  const status = httpStatus(error);
  if (status === 403 || status === 301) {
    return `state.bucket must be a bucket of account ${account} in ${region}, got "${bucket}", which belongs to another account or region or is closed to these credentials`;
  }
  if (error.name === "CredentialsProviderError") {
    return `AWS credentials of account ${account} must be in the process, got none; set AWS_PROFILE, or sign in`;
  }
  return `S3 must answer for state.bucket "${bucket}" in ${region}, got ${error.message === "" ? error.name : error.message}`;
}
