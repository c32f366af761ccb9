import type { EnvironmentInput } from "../input";
import type { Environment, Service } from "../model";
import { fixedHostPorts } from "./host-ports";
import { serviceAlarmProblems } from "./observability";
import { runsOnProblems } from "./run-on";
import { scalingProblems } from "./scaling";

/** What is wrong with where a service runs, how many tasks it has, and what is watched of it. */
export function runningProblems(
  path: string,
  input: EnvironmentInput,
  environment: Environment,
  service: Service,
): string[] {
  const { scaling } = service;
  const given = input.services[service.name];
  const placed = { ...service, hostPorts: fixedHostPorts(service) };
  return [
    ...runsOnProblems(path, placed, given ?? {}, environment.cluster.instances ?? []),
    ...(scaling ? scalingProblems(`${path}.count`, scaling, service.route !== undefined) : []),
    ...serviceAlarmProblems(`${path}.alarms`, given?.alarms, {
      alarms: environment.observability?.alarms !== undefined,
      route: service.route !== undefined,
      insights: environment.cluster.containerInsights !== "disabled",
    }),
  ];
}
