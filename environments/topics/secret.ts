import type { z } from "zod";
import { arn, asking, has, leaf, nameOrArn, object, shaped } from "../schema/leaves";
import { parseArn } from "../rules/arn";
import { endsLikeArn, SECRET_NAME, secretKeyProblem, type Keyed, type Secret } from "../rules/secret";
import * as text from "../rules/text";

/** A secret by name or ARN, or an SSM parameter by name or ARN. */
export type SecretInput =
  | {
      /** Secrets Manager secret, by name or complete ARN; one of another account or region by its ARN. */
      readonly secret: string;
      /** JSON key inside the secret. @default the whole secret */
      readonly key?: string;
      /** Staging label of the version, for example `AWSPREVIOUS`; not beside `versionId`. @default "AWSCURRENT" */
      readonly versionStage?: string;
      /** Id of one version, 32 to 64 characters; not beside `versionStage`. @default the version of the stage */
      readonly versionId?: string;
      /** ARN of the KMS key that encrypts it, which ECS then may use for this. @default the key of AWS, unless the secret is of another account */
      readonly kmsKey?: string;
    }
  | {
      /** SSM parameter, by name (`/shop/key`) or ARN. */
      readonly parameter: string;
      /** ARN of the KMS key that encrypts it, which ECS then may use for this. @default the key of AWS */
      readonly kmsKey?: string;
    };

/** A name by which ECS finds a secret when a task starts. */
export const secretName = shaped<string>((value) =>
  endsLikeArn(value)
    ? leaf(
        (each): each is string => !endsLikeArn(each),
        "must be the complete ARN of a secret whose name ends in a hyphen and six characters",
        () => "; ECS takes that for the end of an ARN: aws secretsmanager describe-secret prints it",
      )
    : nameOrArn(
        "secret",
        SECRET_NAME,
        "must be the name of a Secrets Manager secret, or its complete ARN with the six characters at the end",
      ),
);
/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
const PARAMETER_NAME = /^(?=.{1,1011}$)(?:[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+){1,15})$/;
export const parameterName = nameOrArn(
  "parameter",
  PARAMETER_NAME,
  "must be the name or ARN of an SSM parameter, such as token or /shop/token, with at most 15 levels",
);
/** Of a key that encrypts what the environment has. */
export const kmsKeyArn = arn("key");
/** Of a key that encrypts a secret or a parameter, which can be in another region. */
export const secretKeyArn = arn("secretKey");

/** A reference and its key, which has to be where the reference is. */
export const withKey = <T extends Keyed>(schema: z.ZodType<T>): z.ZodType<T> =>
  asking(schema, (value, place) => secretKeyProblem(value as T, place));

/** Colons separate the parts of a reference, so none can stand in one. */
const part = leaf(text.matches(/^[^:]+$/, 256), "must be a text of 1 to 256 characters without a colon");

/** A text in place of a reference that is the name or ARN of a parameter, and of no secret. */
const isParameterText = (value: unknown): boolean =>
  typeof value === "string" && (value.startsWith("/") || parseArn(value)?.service === "ssm");

export const secretSchema = shaped<SecretInput>((value) =>
  has(value, "parameter") || isParameterText(value)
    ? withKey(object({ parameter: parameterName, kmsKey: secretKeyArn.optional() }))
    : withKey(
        object({
          secret: secretName,
          key: part.optional(),
          versionStage: part.optional(),
          versionId: leaf(
            text.matches(/^[^:]{32,64}$/),
            "must be the id of a version, of 32 to 64 characters",
          ).optional(),
          kmsKey: secretKeyArn.optional(),
        }),
      ),
);

export function resolveSecret(input: SecretInput): Secret {
  const { kmsKey } = input;
  if ("parameter" in input) {
    return { kind: "parameter", nameOrArn: input.parameter, ...(kmsKey !== undefined && { kmsKey }) };
  }
  const { key, versionStage, versionId } = input;
  return {
    kind: "secret",
    nameOrArn: input.secret,
    ...(key !== undefined && { key }),
    ...(versionStage !== undefined && { versionStage }),
    ...(versionId !== undefined && { versionId }),
    ...(kmsKey !== undefined && { kmsKey }),
  };
}
