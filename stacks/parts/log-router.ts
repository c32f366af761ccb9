import { logRouter as router } from "../../constructs/sidecar/log-router";
import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";
import { sidecarSettings } from "./sidecar-settings";

/** Fluent Bit between the application and where its lines go. */
export function logRouter(context: ServiceContext): TaskPart | undefined {
  const settings = context.service.logRouter;
  if (!settings) return undefined;
  const { bufferLimitBytes, configFile, to } = settings;
  return router({
    ...sidecarSettings(context, settings),
    account: context.environment.account,
    logGroupArn: context.logGroup.arn,
    to,
    ...(configFile !== undefined && { configFile }),
    ...(bufferLimitBytes !== undefined && { bufferLimitBytes }),
  });
}
