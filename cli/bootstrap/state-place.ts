import { HeadBucketCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { shown } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { noCredentials, RequestError } from "../aws/request-error";
import { clientOptions } from "../emulator-variables";

/** What is already there: no bucket; a bucket that no state describes; or a bucket with its own state in it. */
export type StatePlace = "missing" | "bucket" | "complete";

export async function statePlace(environment: Environment): Promise<StatePlace> {
  if (!(await hasStateBucket(environment))) return "missing";
  const { bucket, prefix } = environment.state;
  const object = new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}/state.tfstate` });
  return (await asked(environment, (client) => client.send(object))) ? "complete" : "bucket";
}

/** Whether the bucket exists. The roles of `delivery` may not read the bucket's own state, and need not. */
export const hasStateBucket = (environment: Environment): Promise<boolean> =>
  asked(environment, (client) => client.send(new HeadBucketCommand({ Bucket: environment.state.bucket })));

async function asked(
  environment: Environment,
  ask: (client: S3Client) => Promise<unknown>,
): Promise<boolean> {
  const client = new S3Client(clientOptions(environment));
  try {
    return await exists(() => ask(client), environment);
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
    throw refused(error as Error, environment);
  }
}

const httpStatus = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** Why the bucket cannot be seen. */
function refused(error: Error, environment: Environment): RequestError {
  const {
    account,
    region,
    state: { bucket },
  } = environment;
  const attempt = { environment, request: `looking for state.bucket ${shown(bucket)}` };
  const status = httpStatus(error);
  if (status === 403 || status === 301) {
    return new RequestError({
      ...attempt,
      answer: `the bucket belongs to another account or region, or is closed to these credentials (status ${status})`,
      next: [`state.bucket must be a bucket of account ${account} in ${region}.`],
    });
  }
  return error.name === "CredentialsProviderError"
    ? new RequestError({ ...attempt, ...noCredentials(account) })
    : new RequestError({ ...attempt, answer: error.message === "" ? error.name : error.message });
}
