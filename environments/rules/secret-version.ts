import type { Secret } from "../topics/secret";

/** A stage and an id are two ways to name one version. */
export const secretVersionProblems = (path: string, secret: Secret): string[] =>
  secret.kind === "secret" && secret.versionStage !== undefined && secret.versionId !== undefined
    ? [`${path} must have a versionStage or a versionId, got both; an id alone names one version`]
    : [];
