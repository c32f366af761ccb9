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

/** The containers that `sidecars`, `logRouter` and `mesh` add, as far as the rules between containers see them. */
export function helperContainers({ logRouter, mesh, sidecars = [] }: Service): TaskContainer[] {
  return [
    // One that is listed twice is a problem of its own.
    ...sidecars
      .filter(({ kind }, index) => sidecars.findIndex((other) => other.kind === kind) === index)
      .map((sidecar) => helper(HELPER_NAMES[sidecar.kind], sidecar)),
    ...(logRouter
      ? [
          helper(HELPER_NAMES.logRouter, {
            containerMemory: LOG_ROUTER_MEMORY,
            ...logRouter,
            essential: true,
          }),
        ]
      : []),
    // Envoy has a health check, and what waits for it waits for that.
    ...(mesh ? [{ ...helper(HELPER_NAMES.mesh, { ...mesh, essential: true }), healthCheck: true }] : []),
  ];
}

/** Where the user wrote the feature that adds a container, for example `sidecars[0]`; `undefined` for a name of no helper. */
export function helperProperty(
  { sidecars = [] }: Pick<Service, "sidecars">,
  name: string,
): string | undefined {
  const index = sidecars.findIndex(({ kind }) => HELPER_NAMES[kind] === name);
  if (index >= 0) return `sidecars[${index}]`;
  return (["logRouter", "mesh"] as const).find((property) => HELPER_NAMES[property] === name);
}

function helper(name: string, { containerCpu, containerMemory, essential }: Settings): TaskContainer {
  return {
    name,
    essential,
    ...(containerCpu !== undefined && { cpu: containerCpu }),
    ...(containerMemory?.hardMiB !== undefined && { memory: containerMemory.hardMiB }),
    ...(containerMemory?.softMiB !== undefined && { memoryReservation: containerMemory.softMiB }),
    // Their ports are compared where their owners are known: `sidecar-ports.ts`.
    portMappings: [],
  };
}

type Settings = Pick<SidecarSettings, "containerCpu" | "containerMemory" | "essential">;
