import type { SidecarProps } from "../../constructs/sidecar/sidecar";
import type { SidecarSettings } from "../../environments/rules/sidecar";
import { platformOf } from "../../environments/topics/platform";
import type { ServiceContext } from "./context";

/** What every container beside the application gets of its service. */
export const sidecarSettings = (
  { environment, logGroup, service }: ServiceContext,
  { image, containerCpu, containerMemory }: Omit<SidecarSettings, "essential">,
): SidecarProps => ({
  image,
  ...(containerCpu !== undefined && { containerCpu }),
  ...(containerMemory && { containerMemory }),
  logGroup: logGroup.name,
  region: environment.region,
  platform: platformOf(service),
  stopTimeoutSeconds: service.stopTimeoutSeconds,
});
