import type { Service } from "../model";

type Speaking = Pick<Service, "sidecars" | "logRouter" | "mesh">;

/** Interface endpoints that the containers beside the applications call, in the order of their names. */
export function sidecarEndpoints(services: readonly Speaking[]): string[] {
  const wanted = services.flatMap(({ sidecars = [], logRouter, mesh }) => [
    ...(sidecars.some((each) => each.kind === "x-ray" || each.traces) ? ["xray"] : []),
    ...(logRouter?.to.kind === "firehose" ? ["kinesis-firehose"] : []),
    ...(mesh ? ["appmesh-envoy-management"] : []),
  ]);
  return [...new Set(wanted)].sort();
}
