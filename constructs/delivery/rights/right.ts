import { partitionOf } from "../../partition";

/** What an environment calls its own: every physical name begins with the prefix. */
export interface Own {
  /** `<project>-<environment>`. */
  readonly prefix: string;
  /** 12-digit account of the environment. */
  readonly account: string;
  readonly region: string;
  /** ARN of the policy that every role must have as its permissions boundary. @default none: roles need none */
  readonly permissionsBoundary?: string;
  /** Names of the S3 buckets that its stacks have; a pattern could match the bucket of a state. @default none */
  readonly buckets?: readonly string[];
  /** Those of them that Terraform empties before it deletes them (`force_destroy`). @default none */
  readonly emptiedBuckets?: readonly string[];
}

/** Actions on resources, in the words of IAM. */
export interface Right {
  readonly actions: readonly string[];
  /** `["*"]` only for actions that IAM knows no resource for. */
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Rights for the Terraform types of one area, by type: what is called to make, change and delete a resource. */
export type Rights = Readonly<Record<string, (own: Own) => readonly Right[]>>;

/** ARN of a resource in the environment's region. */
export const regional = ({ account, region }: Own, service: string, resource: string): string =>
  `arn:${partitionOf(region).id}:${service}:${region}:${account}:${resource}`;

/** ARN of a resource of the whole account. */
export const ofAccount = ({ account, region }: Own, service: string, resource: string): string =>
  `arn:${partitionOf(region).id}:${service}::${account}:${resource}`;

/** ARN of a resource that has neither region nor account in its name. */
export const global = ({ region }: Own, service: string, resource: string): string =>
  `arn:${partitionOf(region).id}:${service}:::${resource}`;

/** `ecs:CreateService` and others of one service. */
export const of = (service: string, ...names: readonly string[]): string[] =>
  names.map((name) => `${service}:${name}`);

/** Without a resource that IAM could name. */
export const anywhere = (service: string, ...names: readonly string[]): Right => ({
  actions: of(service, ...names),
  resources: ["*"],
});
