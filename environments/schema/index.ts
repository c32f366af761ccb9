import { z } from "zod";
import type { BuildInput, EnvironmentInput, ExternalImageInput, SecretInput } from "../input";
import { isVpcRange } from "../rules/cidr";
import { fargateSizeRule } from "../rules/fargate-size";
import { isPinnedImage } from "../rules/image-reference";
import * as text from "../rules/text";
import {
  leaf,
  whole,
  oneOf,
  flag,
  string,
  filled,
  name,
  account,
  variable,
  retention,
  range,
  path,
  relative,
  webAddress,
  object,
  shaped,
  has,
} from "./leaves";

const share = object({ base: whole(0, 100_000).optional(), weight: whole(0, 1000).optional() });
const capacity = object({ fargate: share.optional(), fargateSpot: share.optional() });

const newNetwork = object({
  cidr: leaf(isVpcRange, "must be an IPv4 range with a prefix length from 16 to 24").optional(),
  zones: oneOf(2, 3).optional(),
  nat: oneOf("none", "one", "per-zone").optional(),
  endpoints: flag.optional(),
  flowLogs: shaped<false | { retentionDays: number }>((value) =>
    value === false ? z.literal(false) : object({ retentionDays: retention }),
  ).optional(),
});
const subnets = z
  .array(leaf(text.matches(/^subnet-[0-9a-f]+$/), "must be a subnet id such as subnet-0a1b"))
  .min(2, "must have at least two subnets");
const existingNetwork = object({
  vpc: leaf(text.matches(/^vpc-[0-9a-f]+$/), "must be a VPC id such as vpc-0a1b"),
  publicSubnets: subnets,
  privateSubnets: subnets,
});

const build = object({
  context: relative,
  dockerfile: relative.optional(),
  target: filled.optional(),
  args: z.record(variable, string).optional(),
});
const external = object({
  uri: leaf(isPinnedImage, "must be an image reference with a tag other than latest, or a digest"),
});
const secretName = leaf(
  text.matches(/^(arn:aws[a-z-]*:secretsmanager:.+-[A-Za-z0-9]{6}|[A-Za-z0-9/_+=.@-]{1,512})$/),
  "must be the name of a Secrets Manager secret, or its complete ARN with the six characters at the end",
);
const parameterName = leaf(
  text.matches(/^(arn:aws[a-z-]*:ssm:.+|[A-Za-z0-9/_.-]{1,1011})$/),
  "must be the name or ARN of an SSM parameter",
);

const size = object({ cpu: whole(1, 1_048_576), memoryMiB: whole(1, 1_048_576) }).superRefine(
  ({ cpu, memoryMiB }, context) => {
    const rule = fargateSizeRule(cpu, memoryMiB);
    if (rule) context.addIssue({ code: "custom", path: [rule.property], message: rule.must });
  },
);

const service = object({
  image: shaped<string | BuildInput | ExternalImageInput>((value) =>
    has(value, "uri") ? external : typeof value === "object" ? build : relative,
  ),
  port: whole(1, 65_535),
  route: object({
    path,
    host: leaf(
      text.matches(/^[A-Za-z0-9.*?-]+$/, 128),
      "must be a host pattern of at most 128 characters",
    ).optional(),
    health: path.optional(),
    priority: whole(1, 50_000).optional(),
    deregistrationDelaySeconds: whole(0, 3600).optional(),
  }).optional(),
  publicIp: object({ allowedCidrs: z.array(range).min(1, "must name at least one range") }).optional(),
  size: size.optional(),
  count: whole(0, 1000).optional(),
  architecture: oneOf("x86_64", "arm64").optional(),
  environment: z.record(variable, string).optional(),
  secrets: z
    .record(
      variable,
      shaped<SecretInput>((value) =>
        has(value, "parameter")
          ? object({ parameter: parameterName })
          : object({ secret: secretName, key: filled.optional() }),
      ),
    )
    .optional(),
  healthCheck: object({
    command: shaped<string | readonly string[]>((value) =>
      Array.isArray(value) ? z.array(filled).min(1, "must have at least one word") : filled,
    ),
    intervalSeconds: whole(5, 300).optional(),
    timeoutSeconds: whole(2, 60).optional(),
    retries: whole(1, 10).optional(),
    startPeriodSeconds: whole(0, 300).optional(),
  }).optional(),
  rollout: object({
    minimumHealthyPercent: whole(0, 100).optional(),
    maximumPercent: whole(100, 200).optional(),
    healthCheckGraceSeconds: whole(0, 2_147_483_647).optional(),
  }).optional(),
  repository: object({
    mutable: flag.optional(),
    kmsKey: leaf(text.matches(/^arn:aws[a-z-]*:kms:.+/), "must be the ARN of a KMS key").optional(),
    forceDelete: flag.optional(),
    keepImages: whole(20, 10_000).optional(),
    untaggedDays: whole(1, 365).optional(),
    pullAccounts: z.array(account).optional(),
  }).optional(),
  writableRoot: flag.optional(),
  user: leaf(
    text.matches(/^[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?$/),
    "must be a user such as 10001 or node:node",
  ).optional(),
  exec: flag.optional(),
  capacity: capacity.optional(),
  stopTimeoutSeconds: whole(2, 120).optional(),
});

/** The shape and the single values of an environment; what depends on two values at once is in `environments/rules`. */
export const schema: z.ZodType<EnvironmentInput> = object({
  name,
  project: name.optional(),
  account,
  region: leaf(text.matches(text.REGION), "must be an AWS region such as eu-west-1"),
  protected: flag.optional(),
  state: object({
    bucket: leaf(
      text.matches(text.BUCKET),
      "must be a bucket name of 3 to 63 lower-case letters, digits and hyphens",
    ).optional(),
    prefix: leaf(
      text.matches(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 200),
      "must be a key prefix such as team/dev",
    ).optional(),
  }).optional(),
  network: shaped<NonNullable<EnvironmentInput["network"]>>((value) =>
    has(value, "vpc") ? existingNetwork : newNetwork,
  ).optional(),
  cluster: object({
    capacity: capacity.optional(),
    containerInsights: oneOf("enhanced", "enabled", "disabled").optional(),
  }).optional(),
  loadBalancer: object({
    public: flag.optional(),
    allowedCidrs: z.array(range).min(1, "must name at least one range").optional(),
    certificate: leaf(
      text.matches(/^arn:aws[a-z-]*:acm:.+/),
      "must be the ARN of an ACM certificate",
    ).optional(),
    accessLogs: shaped<false | { retentionDays: number }>((value) =>
      value === false ? z.literal(false) : object({ retentionDays: whole(1, 3650) }),
    ).optional(),
    deletionProtection: flag.optional(),
    idleTimeoutSeconds: whole(1, 4000).optional(),
  }).optional(),
  domain: object({
    name: leaf(text.matches(text.DOMAIN, 253), "must be a domain name such as shop.example.com"),
    zone: leaf(text.matches(text.DOMAIN, 253), "must be a domain name such as example.com"),
  }).optional(),
  logs: object({ retentionDays: retention.optional() }).optional(),
  services: z
    .record(name, service)
    .refine((services) => Object.keys(services).length > 0, "must name at least one service"),
  tags: z.record(filled, string).optional(),
  emulator: object({ endpoint: webAddress }).optional(),
});
