import { z } from "zod";
import type { EnvironmentInput } from "../input";
import { noForm } from "../hints";
import { databaseSchema } from "../topics/database";
import { certificateArn, domainsSchema } from "../topics/domains";
import { databaseUseSchema } from "../topics/database-use";
import { fileSystemSchema } from "../topics/file-systems";
import { volumesSchema } from "../topics/volumes";
import { isVpcRange, VPC_RANGE } from "../rules/cidr";
import { isRegistryHost } from "../rules/image-reference";
import { HEALTH_PATH, HOST_PATTERN, PATH_PATTERN } from "../rules/listener-patterns";
import { MAX_HOSTS } from "../rules/listener-rule";
import { MAX_PRIORITY } from "../rules/listener-slots";
import { NAME_RULES, nameProblem } from "../rules/name-rules";
import { DEREGISTRATION_DELAY_SECONDS, IDLE_TIMEOUT_SECONDS } from "../rules/load-balancer";
import { hasEnoughOrNoSubnets, hasEnoughSubnets, SUBNETS_MUST } from "../rules/subnets";
import { isTagKey, isTagValue, TAG_KEY, TAG_VALUE } from "../rules/tags";
import * as text from "../rules/text";
import { containerShape } from "../topics/container-schema";
import { sideContainersSchema } from "../topics/containers";
import { imageSchema } from "../topics/image";
import { platformShape } from "../topics/platform";
import { accessSchema } from "../topics/access";
import { boundarySchema, deliverySchema } from "../topics/delivery";
import { registrySchema } from "../topics/registry";
import { policySchema } from "../topics/policy";
import { repositorySchema } from "../topics/repository";
import { instanceGroupSchema } from "../topics/instances";
import { observabilitySchema, serviceAlarmsSchema } from "../topics/observability";
import { rolloutSchema } from "../topics/rollout";
import { runsOnSchema } from "../topics/run-on";
import { countSchema } from "../topics/scaling";
import { connectSchema, namespaceSchema, talksToSchema } from "../topics/connect";
import { logRouterSchema } from "../topics/log-router";
import { meshSchema } from "../topics/mesh";
import { migrateSchema } from "../topics/migrate";
import { sidecarsSchema } from "../topics/sidecar";
import {
  leaf,
  whole,
  oneOf,
  flag,
  name,
  account,
  region,
  serviceName,
  subnetId,
  retention,
  range,
  webAddress,
  object,
  shaped,
  has,
} from "./leaves";

const share = object({ base: whole(0, 100_000).optional(), weight: whole(0, 1000).optional() });
const capacity = object({ fargate: share.optional(), fargateSpot: share.optional() });

const newNetwork = object({
  cidr: leaf(isVpcRange, `must be ${VPC_RANGE}`).optional(),
  zones: oneOf(2, 3).optional(),
  nat: oneOf("none", "one", "per-zone").optional(),
  endpoints: flag.optional(),
  reachableRegistries: z
    .array(
      leaf(
        isRegistryHost,
        "must be the host of a registry, such as registry.example.com or registry.example.com:5000",
      ),
    )
    .optional(),
  flowLogs: shaped<false | { retentionDays: number }>((value) =>
    value === false ? z.literal(false) : object({ retentionDays: retention }),
  ).optional(),
});
const existingNetwork = object({
  vpc: leaf(text.matches(/^vpc-[0-9a-f]+$/), "must be a VPC id such as vpc-0a1b"),
  publicSubnets: z.array(subnetId).refine(hasEnoughOrNoSubnets, SUBNETS_MUST),
  privateSubnets: z.array(subnetId).refine(hasEnoughSubnets, SUBNETS_MUST),
});

/** Properties, of other tools too, that only a network of an existing VPC can mean. */
const EXISTING_NETWORK_WORDS = ["vpc", "vpcId", "vpc_id", "publicSubnets", "privateSubnets"];

/** Its rules depend on what runs the task: `rules/task-size.ts`. */
const size = object({
  cpu: leaf(
    text.isWhole(1, 1_048_576),
    "must be a whole number of CPU units from 1 to 1048576, of which 1024 are one vCPU",
  ).optional(),
  memoryMiB: whole(1, 1_048_576).optional(),
});

const patternOf = ({ pattern, maxLength, must }: typeof HOST_PATTERN) =>
  leaf(text.matches(pattern, maxLength), must);
const hostPattern = patternOf(HOST_PATTERN);

/** Its image has no form of its own: a text can be a folder, and an image that exists. */
const service = object(
  {
    image: imageSchema,
    port: whole(1, 65_535).optional(),
    containers: sideContainersSchema.optional(),
    sidecars: sidecarsSchema.optional(),
    logRouter: logRouterSchema.optional(),
    connect: connectSchema.optional(),
    mesh: meshSchema.optional(),
    talksTo: talksToSchema.optional(),
    uses: z.record(name, databaseUseSchema).optional(),
    volumes: volumesSchema.optional(),
    route: object({
      path: patternOf(PATH_PATTERN),
      host: shaped<string | string[]>((value) =>
        Array.isArray(value)
          ? z
              .array(hostPattern)
              .min(1, "must name at least one host")
              .max(MAX_HOSTS, `must name at most ${MAX_HOSTS} hosts`)
          : hostPattern,
      ).optional(),
      health: patternOf(HEALTH_PATH).optional(),
      priority: whole(1, MAX_PRIORITY).optional(),
      deregistrationDelaySeconds: whole(
        DEREGISTRATION_DELAY_SECONDS.from,
        DEREGISTRATION_DELAY_SECONDS.to,
      ).optional(),
    }).optional(),
    publicIp: object({ allowedCidrs: z.array(range).min(1, "must name at least one range") }).optional(),
    size: size.optional(),
    count: countSchema.optional(),
    alarms: serviceAlarmsSchema,
    runsOn: runsOnSchema.optional(),
    architecture: oneOf("x86_64", "arm64").optional(),
    rollout: rolloutSchema.optional(),
    migrate: migrateSchema.optional(),
    repository: repositorySchema.optional(),
    access: accessSchema.optional(),
    exec: flag.optional(),
    capacity: capacity.optional(),
    ...platformShape,
    ...containerShape,
  },
  noForm,
);

/** The shape and the single values of an environment; what depends on two values at once is in `environments/rules`. */
export const schema: z.ZodType<EnvironmentInput> = object({
  name,
  project: name.optional(),
  account,
  region,
  protected: flag.optional(),
  state: object({
    bucket: leaf(
      (value): value is string =>
        text.matches(text.BUCKET)(value) && nameProblem(NAME_RULES.aws_s3_bucket, value) === undefined,
      "must be a bucket name of 3 to 63 lower-case letters, digits and hyphens, with none of the beginnings (xn--, sthree-, amzn-s3-demo-) and ends (-s3alias, --ol-s3, --x-s3, --table-s3) that S3 reserves",
    ).optional(),
    prefix: leaf(
      text.matches(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 200),
      "must be a key prefix such as team/dev",
    ).optional(),
  }).optional(),
  network: shaped<NonNullable<EnvironmentInput["network"]>>((value) =>
    EXISTING_NETWORK_WORDS.some((word) => has(value, word)) ? existingNetwork : newNetwork,
  ).optional(),
  cluster: object({
    capacity: capacity.optional(),
    containerInsights: oneOf("enhanced", "enabled", "disabled").optional(),
    instances: z.record(name, instanceGroupSchema).optional(),
  }).optional(),
  loadBalancer: object({
    public: flag.optional(),
    allowedCidrs: z.array(range).min(1, "must name at least one range").optional(),
    certificate: certificateArn.optional(),
    accessLogs: shaped<false | { retentionDays: number }>((value) =>
      value === false ? z.literal(false) : object({ retentionDays: whole(1, 3650) }),
    ).optional(),
    deletionProtection: flag.optional(),
    idleTimeoutSeconds: whole(IDLE_TIMEOUT_SECONDS.from, IDLE_TIMEOUT_SECONDS.to).optional(),
    testListener: object({
      port: whole(1, 65_535),
      allowedCidrs: z.array(range).min(1, "must name at least one range"),
    }).optional(),
  }).optional(),
  domain: domainsSchema.optional(),
  logs: object({ retentionDays: retention.optional() }).optional(),
  observability: observabilitySchema.optional(),
  namespace: namespaceSchema.optional(),
  databases: z.record(name, databaseSchema).optional(),
  fileSystems: z.record(name, fileSystemSchema).optional(),
  services: z
    .record(serviceName, service)
    .refine((services) => Object.keys(services).length > 0, "must name at least one service"),
  registry: registrySchema.optional(),
  permissionsBoundary: boundarySchema.optional(),
  delivery: deliverySchema.optional(),
  policy: policySchema.optional(),
  tags: z.record(leaf(isTagKey, TAG_KEY), leaf(isTagValue, TAG_VALUE)).optional(),
  emulator: object({ endpoint: webAddress }).optional(),
});
