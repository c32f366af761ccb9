import { z } from "zod";
import { mainProperty } from "../hints";
import { STOP_TIMEOUT_SECONDS, UNLIMITED, ULIMITS } from "../rules/container";
import { CONDITIONS } from "../rules/container-dependency";
import { CAPABILITIES, MOUNT_OPTIONS, type Tmpfs } from "../rules/container-linux";
import * as text from "../rules/text";
import {
  filled,
  flag,
  inPartition,
  leaf,
  object,
  oneOf,
  processVariable,
  shaped,
  string,
  whole,
} from "../schema/leaves";
import type { EnvironmentFileInput, UlimitInput } from "./container";
import { healthCheckSchema } from "./health-check";
import { kmsKeyArn, secretSchema } from "./secret";

/** Docker and the kernel count in 32 bits. */
const MOST = 2_147_483_647;

const fileArn = inPartition(filled);
const words = z.array(string).min(1, "must have at least one word");
const amount = whole(0, MOST);
const limit = whole(UNLIMITED, MOST);

const tmpfs = object({ sizeMiB: amount, options: z.array(oneOf(...MOUNT_OPTIONS)).optional() });

const linux = object({
  init: flag.optional(),
  capabilities: object({
    add: z.array(oneOf(...CAPABILITIES)).optional(),
    drop: z.array(oneOf(...CAPABILITIES)).optional(),
  }).optional(),
  sharedMemoryMiB: amount.optional(),
  swap: object({ maxMiB: amount, swappiness: amount.optional() }).optional(),
  tmpfs: (z.record(filled, tmpfs) as z.ZodType<Readonly<Record<string, Tmpfs>>>).optional(),
});

/** What has a terminal runs once and for one person; a service runs for ever and is replaced when it ends. */
const neverTrue = leaf(
  (value): value is false => value === false,
  "must be false or absent: a service has no terminal, and nobody at its standard input; set exec for a shell in a running task",
);

const absolute = leaf(
  text.matches(/^(\/|[A-Za-z]:\\)/),
  "must be an absolute path such as /app, or C:\\app on Windows",
);

/** The properties of `ContainerInput`. */
/** Of a user and a group in Docker; https://github.com/moby/sys/blob/main/user/user.go (maxID) */
const MAX_ID = 2_147_483_647;

const isUser = (value: unknown): value is string =>
  text.matches(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/)(value) &&
  value.split(":").every((part) => !/^\d+$/.test(part) || Number(part) <= MAX_ID);

export const containerShape = {
  environment: z.record(processVariable, string).optional(),
  environmentFiles: z
    .array(
      shaped<string | EnvironmentFileInput>((value) =>
        typeof value === "object" ? object({ object: fileArn, kmsKey: kmsKeyArn.optional() }) : fileArn,
      ),
    )
    .optional(),
  secrets: z.record(processVariable, secretSchema).optional(),
  command: words.optional(),
  entryPoint: words.optional(),
  workingDirectory: absolute.optional(),
  user: leaf(isUser, `must be a user such as 10001 or node:node, each number at most ${MAX_ID}`).optional(),
  essential: flag.optional(),
  dependsOn: z.record(filled, oneOf(...CONDITIONS)).optional(),
  healthCheck: healthCheckSchema.optional(),
  containerCpu: amount.optional(),
  containerMemory: object(
    { hardMiB: amount.optional(), softMiB: amount.optional() },
    mainProperty("hardMiB", amount),
  ).optional(),
  ulimits: z
    .partialRecord(
      oneOf(...ULIMITS),
      shaped<number | UlimitInput>((value) =>
        typeof value === "object" ? object({ soft: limit, hard: limit }) : limit,
      ),
    )
    .optional(),
  linux: linux.optional(),
  labels: z.record(filled, string).optional(),
  hostPort: whole(0, 65_535).optional(),
  writableRoot: flag.optional(),
  stopTimeoutSeconds: leaf(
    text.isWhole(STOP_TIMEOUT_SECONDS.from, MOST),
    `must be a whole number of seconds from ${STOP_TIMEOUT_SECONDS.from}`,
  ).optional(),
  interactive: neverTrue.optional(),
  pseudoTerminal: neverTrue.optional(),
};
