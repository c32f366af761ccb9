import { adotCollector } from "../../constructs/sidecar/adot";
import { xRayDaemon } from "../../constructs/sidecar/x-ray";
import type { TaskPart } from "../../constructs/task/part";
import type { Sidecar } from "../../environments/rules/sidecar";
import type { ServiceContext } from "./context";
import { sidecarSettings } from "./sidecar-settings";

/** The containers that help the application, one part each. */
export const sidecars = (context: ServiceContext): TaskPart[] =>
  (context.service.sidecars ?? []).map((sidecar) => part(context, sidecar));

function part(context: ServiceContext, sidecar: Sidecar): TaskPart {
  const settings = { ...sidecarSettings(context, sidecar), essential: sidecar.essential };
  if (sidecar.kind === "x-ray") return xRayDaemon(settings);
  const { config, metrics, protocol, traces } = sidecar;
  return adotCollector({
    ...settings,
    account: context.environment.account,
    protocol,
    traces,
    ...(metrics && { metrics: { ...metrics, logGroupArn: context.logGroup.arn } }),
    ...(config && { config }),
  });
}
