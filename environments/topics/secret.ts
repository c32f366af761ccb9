import { filled, has, leaf, object, shaped } from "../schema/leaves";
import type { Secret } from "../rules/secret";
import * as text from "../rules/text";

/** A secret by name or ARN, or an SSM parameter by name or ARN. */
export type SecretInput =
  | {
      /** Secrets Manager secret, by name or ARN. */
      readonly secret: string;
      /** JSON key inside the secret. @default the whole secret */
      readonly key?: string;
      /** Staging label of the version, for example `AWSPREVIOUS`; not beside `versionId`. @default "AWSCURRENT" */
      readonly versionStage?: string;
      /** Id of one version, 32 to 64 characters; not beside `versionStage`. @default the version of the stage */
      readonly versionId?: string;
      /** ARN of the KMS key that encrypts it, which ECS then may use for this. @default the key of AWS */
      readonly kmsKey?: string;
    }
  | {
      /** SSM parameter, by name (`/shop/key`) or ARN. */
      readonly parameter: string;
      /** ARN of the KMS key that encrypts it, which ECS then may use for this. @default the key of AWS */
      readonly kmsKey?: string;
    };

export const secretName = leaf(
  text.matches(/^(arn:aws[a-z-]*:secretsmanager:.+-[A-Za-z0-9]{6}|[A-Za-z0-9/_+=.@-]{1,512})$/),
  "must be the name of a Secrets Manager secret, or its complete ARN with the six characters at the end",
);
export const parameterName = leaf(
  text.matches(/^(arn:aws[a-z-]*:ssm:.+|[A-Za-z0-9/_.-]{1,1011})$/),
  "must be the name or ARN of an SSM parameter",
);
export const kmsKeyArn = leaf(text.matches(/^arn:aws[a-z-]*:kms:.+/), "must be the ARN of a KMS key");

/** Colons separate the parts of a reference, so none can stand in one. */
const part = leaf(text.matches(/^[^:]+$/, 256), "must be a text of 1 to 256 characters without a colon");

export const secretSchema = shaped<SecretInput>((value) =>
  has(value, "parameter")
    ? object({ parameter: parameterName, kmsKey: kmsKeyArn.optional() })
    : object({
        secret: secretName,
        key: filled.optional(),
        versionStage: part.optional(),
        versionId: leaf(
          text.matches(/^[^:]{32,64}$/),
          "must be the id of a version, of 32 to 64 characters",
        ).optional(),
        kmsKey: kmsKeyArn.optional(),
      }),
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
