import { S3Client } from "@aws-sdk/client-s3";
import { hostname, userInfo } from "node:os";
import { noCredentials, RequestError } from "../cli/aws/request-error";
import type { Environment } from "../environments/model";
import { partitionOf } from "../environments/rules/partition";
import { signed, type Credentials } from "./signature";

/** Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const BODY = "Action=GetCallerIdentity&Version=2011-06-15";
const ASK_MS = 10_000;

/** Who releases, for the record: on AWS the ARN that AWS knows the caller by; on an emulator, user and host. */
export async function releasedBy(environment: Environment): Promise<string> {
  if (environment.emulator) return `${userInfo().username}@${hostname()}`;
  const { account, region } = environment;
  const attempt = { environment, request: "sts:GetCallerIdentity" };
  const credentials = await credentialsOf(region).catch((error: unknown) => {
    const { answer, next } = noCredentials(account);
    throw new RequestError({ ...attempt, answer: `${answer} (${(error as Error).message})`, next });
  });
  const host = `sts.${region}.${partitionOf(region).dnsSuffix}`;
  const answer = await fetch(`https://${host}/`, {
    method: "POST",
    body: BODY,
    headers: signed({ host, body: BODY, region, service: "sts", at: new Date() }, credentials),
    signal: AbortSignal.timeout(ASK_MS),
  }).catch((error: unknown) => {
    const { cause, message } = error as Error;
    throw new RequestError({
      ...attempt,
      answer: `${host} was not reached: ${cause instanceof Error ? cause.message : message}`,
    });
  });
  const text = await answer.text();
  const arn = /<Arn>([^<]+)<\/Arn>/.exec(text)?.[1];
  if (answer.ok && arn !== undefined) return arn;
  const reason = /<Message>([^<]+)<\/Message>/.exec(text)?.[1] ?? "no reason";
  throw new RequestError({ ...attempt, answer: `${host} answered ${answer.status}: ${reason}` });
}

/** As every client of the AWS SDK finds them. */
async function credentialsOf(region: string): Promise<Credentials> {
  const client = new S3Client({ region });
  try {
    return await client.config.credentials();
  } finally {
    client.destroy();
  }
}
