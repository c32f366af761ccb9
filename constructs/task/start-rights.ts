import { bucketOfObject } from "../../environments/rules/environment-file";
import type { Statement } from "../identity/policy";
import { keyRegions } from "../identity/key-regions";
import { partitionOf } from "../partition";

/** What ECS reads to start the containers of a task, beside images and variables. */
export interface StartRightsProps {
  /** Region of the tasks. */
  readonly region: string;
  /** ARNs of S3 objects, each with the KMS key that encrypts it where there is one. @default none */
  readonly environmentFiles?: readonly { readonly object: string; readonly kmsKey?: string }[];
  /** ARNs of the secrets of image registries, each with the KMS key that encrypts it where there is one. @default none */
  readonly credentials?: readonly { readonly arn: string; readonly kmsKey?: string }[];
}

/** Exactly these objects and secrets, and their keys through S3 and Secrets Manager only. */
export function startRights({
  region,
  environmentFiles = [],
  credentials = [],
}: StartRightsProps): Statement[] {
  const { dnsSuffix } = partitionOf(region);
  const objects = unique(environmentFiles.map(({ object }) => object));
  const through = (sid: string, service: string, used: readonly (string | undefined)[]): Statement => {
    const keys = unique(used.filter((key) => key !== undefined));
    const [first = "", ...others] = keyRegions(keys, region).map((each) => `${service}.${each}.${dnsSuffix}`);
    return {
      sid,
      actions: ["kms:Decrypt"],
      resources: keys,
      conditions: { StringEquals: { "kms:ViaService": others.length > 0 ? [first, ...others] : first } },
    };
  };
  const statements: Statement[] = [
    { sid: "ReadEnvironmentFiles", actions: ["s3:GetObject"], resources: objects },
    {
      sid: "LocateEnvironmentFiles",
      actions: ["s3:GetBucketLocation"],
      resources: unique(objects.map(bucketOfObject)),
    },
    through(
      "DecryptEnvironmentFiles",
      "s3",
      environmentFiles.map(({ kmsKey }) => kmsKey),
    ),
    {
      sid: "ReadRegistryCredentials",
      actions: ["secretsmanager:GetSecretValue"],
      resources: unique(credentials.map(({ arn }) => arn)),
    },
    through(
      "DecryptRegistryCredentials",
      "secretsmanager",
      credentials.map(({ kmsKey }) => kmsKey),
    ),
  ];
  return statements.filter(({ resources }) => resources.length > 0);
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();
