import type { Service } from "../model";
import type { SidecarSettings } from "./sidecar";
import type { TaskContainer } from "./task-containers";

/** Names of the containers that features of a service put beside its own. */
export const HELPER_NAMES = {
  "x-ray": "xray-daemon",
  adot: "adot-collector",
  /** The name that AWS's own examples use, and that its tools look for. */
  logRouter: "log_router",
  mesh: "envoy",
} as const;

/** Kept for the log router by default; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html */
export const LOG_ROUTER_MEMORY = { softMiB: 50 } as const;

/** A container that a feature of a service adds, with the property that adds it, for example `sidecars[0]`. */
export interface HelperContainer extends TaskContainer {
  readonly property: string;
}

/** The containers that `sidecars`, `logRouter` and `mesh` add, as far as the rules between containers see them. */
export function helperContainers({ logRouter, mesh, sidecars = [] }: Service): HelperContainer[] {
  return [
    // One that is listed twice is a problem of its own.
    ...sidecars.flatMap((sidecar, index) =>
      sidecars.findIndex((other) => other.kind === sidecar.kind) === index
        ? [helper(HELPER_NAMES[sidecar.kind], `sidecars[${index}]`, sidecar)]
        : [],
    ),
    ...(logRouter
      ? [
          helper(HELPER_NAMES.logRouter, "logRouter", {
            containerMemory: LOG_ROUTER_MEMORY,
            ...logRouter,
            essential: true,
          }),
        ]
      : []),
    // Envoy has a health check, and what waits for it waits for that.
    ...(mesh
      ? [{ ...helper(HELPER_NAMES.mesh, "mesh", { ...mesh, essential: true }), healthCheck: true }]
      : []),
  ];
}

function helper(
  name: string,
  property: string,
  { containerCpu, containerMemory, essential }: Settings,
): HelperContainer {
  return {
    name,
    property,
    essential,
    ...(containerCpu !== undefined && { cpu: containerCpu }),
    ...(containerMemory?.hardMiB !== undefined && { memory: containerMemory.hardMiB }),
    ...(containerMemory?.softMiB !== undefined && { memoryReservation: containerMemory.softMiB }),
    // Their ports are compared where their owners are known: `sidecar-ports.ts`.
    portMappings: [],
  };
}

type Settings = Pick<SidecarSettings, "containerCpu" | "containerMemory" | "essential">;
