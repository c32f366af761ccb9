import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DescribeParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { fail, pass, type Judgement } from "./model";
import type { Reference } from "./needs";

/** What is known of a secret or a parameter without its value. */
export interface Described {
  readonly judgement: Judgement;
  /** As a policy names it; with the six characters that Secrets Manager adds to a name. */
  readonly arn: string;
  /** ARN or id of its KMS key; absent for a key of AWS. */
  readonly key?: string | undefined;
}

/** Six characters that stand for those of an ARN that nobody knows. */
const SUFFIX = "-AbCdEf";
const OF_AWS = /^(arn:[^:]+:kms:[^:]*:[^:]*:)?alias\/aws\//;

export async function describeSecret(
  secrets: SecretsManagerClient,
  { arn, keys, name }: Reference,
  account: string,
): Promise<Described> {
  // Without its six characters an ARN is not found everywhere; a name is one of the caller's own account.
  for (const SecretId of [arn, ...(arn.split(":")[4] === account ? [name] : [])]) {
    try {
      const found = await secrets.send(new DescribeSecretCommand({ SecretId }));
      const kms = found.KmsKeyId;
      const known = { arn: found.ARN ?? arn, key: kms === undefined || OF_AWS.test(kms) ? undefined : kms };
      if (found.DeletedDate !== undefined) {
        const repair = `restore it: aws secretsmanager restore-secret --secret-id ${name}`;
        return { ...known, judgement: fail("it is to be deleted, and is read no more", repair) };
      }
      const named = `${keys.length === 1 ? "key" : "keys"} ${keys.join(", ")}`;
      const inside =
        keys.length === 0 ? "" : `; whether it has the ${named} is not looked at, as that would read it`;
      return { ...known, judgement: pass(`it exists${inside}`) };
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
    }
  }
  const repair = `make it: aws secretsmanager create-secret --name ${name} --secret-string file://...`;
  return { arn: `${arn}${SUFFIX}`, judgement: fail("there is no such secret", repair) };
}

export async function describeParameter(ssm: SSMClient, { arn, name }: Reference): Promise<Described> {
  // A name of one part may have been written without the slash.
  const names = name.includes("/") ? [`/${name}`] : [name, `/${name}`];
  const { Parameters = [] } = await ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Option: "Equals", Values: names }] }),
  );
  const found = Parameters.find((each) => names.includes(each.Name ?? ""));
  if (found === undefined) {
    const repair = `make it: aws ssm put-parameter --type SecureString --name ${names.at(-1) ?? name} --value file://...`;
    return { arn, judgement: fail("there is no such parameter", repair) };
  }
  const { KeyId, Type } = found;
  const key = Type !== "SecureString" || KeyId === undefined || OF_AWS.test(KeyId) ? undefined : KeyId;
  return { arn, key, judgement: pass(`it exists, ${Type ?? "of no type"}`) };
}

/** ARN of a key for a policy; `undefined` for an alias, which no policy names. */
export function keyArn(key: string, reference: Reference): string | undefined {
  if (key.includes("alias/")) return undefined;
  if (key.startsWith("arn:")) return key;
  const [, partition = "aws", , , account = ""] = reference.arn.split(":");
  return `arn:${partition}:kms:${reference.region}:${account}:key/${key}`;
}
