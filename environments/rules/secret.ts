/** A value that ECS fetches when a task starts; only the reference is ever written. */
export type Secret =
  | {
      readonly kind: "secret";
      readonly nameOrArn: string;
      /** JSON key. @default the whole secret */
      readonly key?: string;
      /** Staging label of the version; not beside `versionId`. @default "AWSCURRENT" */
      readonly versionStage?: string;
      /** Id of one version. @default the version of the stage */
      readonly versionId?: string;
      /** ARN of the KMS key that encrypts it. @default the key of AWS */
      readonly kmsKey?: string;
    }
  | { readonly kind: "parameter"; readonly nameOrArn: string; readonly kmsKey?: string };

/** A stage and an id are two ways to name one version. */
export const secretVersionProblems = (path: string, secret: Secret): string[] =>
  secret.kind === "secret" && secret.versionStage !== undefined && secret.versionId !== undefined
    ? [`${path} must have a versionStage or a versionId, got both; an id alone names one version`]
    : [];
