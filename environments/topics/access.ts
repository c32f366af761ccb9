import { z } from "zod";
import { OBJECT_PREFIX, RESOURCE_NAMES, TABLE_INDEX, type ResourceName } from "../rules/resource-name";
import * as text from "../rules/text";
import { has, inPartition, leaf, object, oneOf, shaped } from "../schema/leaves";

/**
 * What a service may do with one AWS resource, which is named: by its name, when it lies in the environment's account
 * and region, or by its ARN. Exactly the actions that stand beside each word are added to the task role.
 */
export type AccessInput =
  | BucketAccessInput
  | TableAccessInput
  | QueueAccessInput
  | TopicAccessInput
  | SecretAccessInput
  | KeyAccessInput;

export interface BucketAccessInput {
  /** S3 bucket, by name or ARN. */
  readonly bucket: string;
  /** Only objects whose keys begin with this and a `/`, for example `uploads`. @default every object */
  readonly prefix?: string;
  /** `read`: get and list objects. `write`: put and delete objects, also in parts. `readwrite`: both. */
  readonly to: "read" | "write" | "readwrite";
}

export interface TableAccessInput {
  /** DynamoDB table, by name or ARN. */
  readonly table: string;
  /** Its indexes that are read too, by name. @default none */
  readonly indexes?: readonly string[];
  /** `read`: get, query and scan items. `write`: put, update and delete items. `readwrite`: both. */
  readonly to: "read" | "write" | "readwrite";
}

export interface QueueAccessInput {
  /** SQS queue, by name or ARN. */
  readonly queue: string;
  /** `send`: send messages. `consume`: receive and delete messages, and change how long they are hidden. */
  readonly to: "send" | "consume";
}

export interface TopicAccessInput {
  /** SNS topic, by name or ARN. */
  readonly topic: string;
  /** Sends messages to the topic. */
  readonly to: "publish";
}

export interface SecretAccessInput {
  /** Secrets Manager secret, by name or complete ARN. A value that is needed at start only belongs into `secrets`. */
  readonly secret: string;
  /** Reads the value of the secret. */
  readonly to: "read";
}

export interface KeyAccessInput {
  /** KMS key, by id or ARN; for resources that are encrypted with a key of one's own. */
  readonly key: string;
  /** `decrypt`: read what it encrypts. `encrypt`: write under it, which includes data keys. Both are two entries. */
  readonly to: "decrypt" | "encrypt";
}

/** Nothing to fill in: what is written is what there is. */
export type Access = AccessInput;

const named = ({ pattern, must }: ResourceName) => leaf(text.matches(pattern), must);
const resource = (kind: keyof typeof RESOURCE_NAMES) => inPartition(named(RESOURCE_NAMES[kind]));
const readOrWrite = oneOf("read", "write", "readwrite");

const VARIANTS = {
  bucket: object({
    bucket: resource("bucket"),
    prefix: named(OBJECT_PREFIX).optional(),
    to: readOrWrite,
  }),
  table: object({
    table: resource("table"),
    indexes: z.array(named(TABLE_INDEX)).optional(),
    to: readOrWrite,
  }),
  queue: object({ queue: resource("queue"), to: oneOf("send", "consume") }),
  topic: object({ topic: resource("topic"), to: oneOf("publish") }),
  secret: object({ secret: resource("secret"), to: oneOf("read") }),
  key: object({ key: resource("key"), to: oneOf("decrypt", "encrypt") }),
} as const;

const kinds = Object.keys(VARIANTS) as (keyof typeof VARIANTS)[];
const unknown = leaf(
  (value): value is AccessInput => kinds.some((kind) => has(value, kind)),
  `must name one of ${kinds.join(", ")}`,
);

export const accessSchema = z.array(
  shaped<AccessInput>((value) => {
    const kind = kinds.find((each) => has(value, each));
    return kind === undefined ? unknown : (VARIANTS[kind] as z.ZodType<AccessInput>);
  }),
);
