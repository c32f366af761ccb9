import { z } from "zod";
import { HEALTH_CHECK, type ContainerHealthCheck } from "../rules/health-check";
import { filled, object, shaped, whole } from "../schema/leaves";

export interface ContainerHealthCheckInput {
  /** Command run in the container: its words, or one string for the shell; without `CMD` before it. */
  readonly command: string | readonly string[];
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60. @default 5 */
  readonly timeoutSeconds?: number;
  /** 1 to 10. @default 3 */
  readonly retries?: number;
  /** 0 to 300. @default 0 */
  readonly startPeriodSeconds?: number;
}

/** What Docker's own form begins with; here the value's type says which of the two is meant. */
const isCommand = ([first]: readonly string[]): boolean =>
  !["CMD", "CMD-SHELL", "NONE"].includes(first ?? "");
const isShellCommand = (command: string): boolean => !/^\s*(?:CMD|CMD-SHELL|NONE)(?:\s|$)/.test(command);
const COMMAND_ONLY = "must begin with the program instead of CMD, CMD-SHELL or NONE";

export const healthCheckSchema = object({
  command: shaped<string | readonly string[]>((value) =>
    Array.isArray(value)
      ? z.array(filled).min(1, "must have at least one word").refine(isCommand, COMMAND_ONLY)
      : filled.refine(isShellCommand, COMMAND_ONLY),
  ),
  intervalSeconds: whole(...HEALTH_CHECK.intervalSeconds).optional(),
  timeoutSeconds: whole(...HEALTH_CHECK.timeoutSeconds).optional(),
  retries: whole(...HEALTH_CHECK.retries).optional(),
  startPeriodSeconds: whole(...HEALTH_CHECK.startPeriodSeconds).optional(),
});

export const resolveHealthCheck = (input: ContainerHealthCheckInput): ContainerHealthCheck => ({
  command: typeof input.command === "string" ? ["CMD-SHELL", input.command] : ["CMD", ...input.command],
  intervalSeconds: input.intervalSeconds ?? 30,
  timeoutSeconds: input.timeoutSeconds ?? 5,
  retries: input.retries ?? 3,
  startPeriodSeconds: input.startPeriodSeconds ?? 0,
});
