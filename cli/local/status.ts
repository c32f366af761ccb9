import { DescribeServicesCommand, ECSClient, type Service } from "@aws-sdk/client-ecs";
import Table from "cli-table3";
import type { Environment } from "../../environments/model";
import { clientOptions } from "../emulator-variables";
import { addresses } from "./addresses";
import { nameIn, prefixOf } from "../../environments/rules/names";

export interface ServiceStatus {
  readonly service: string;
  /** ECS status of the service, or `missing`. */
  readonly status: string;
  readonly running: number;
  readonly desired: number;
  readonly rollout: string;
  /** Family and revision, for example `slipway-local-backend:3`. */
  readonly taskDefinition: string;
}

/** What ECS says of each service of the environment. */
export async function serviceStatuses(environment: Environment): Promise<ServiceStatus[]> {
  const client = new ECSClient(clientOptions(environment));
  try {
    const { services = [] } = await client.send(
      new DescribeServicesCommand({
        cluster: prefixOf(environment),
        services: environment.services.map(({ name }) => nameIn(environment, name)),
      }),
    );
    return environment.services.map(({ name }) =>
      statusOf(
        name,
        services.find(({ serviceName }) => serviceName === nameIn(environment, name)),
      ),
    );
  } catch (error) {
    if ((error as Error).name !== "ClusterNotFoundException") throw error;
    return environment.services.map(({ name }) => statusOf(name, undefined));
  } finally {
    client.destroy();
  }
}

function statusOf(service: string, found: Service | undefined): ServiceStatus {
  const primary = found?.deployments?.find(({ status }) => status === "PRIMARY");
  return {
    service,
    status: found?.status ?? "missing",
    running: found?.runningCount ?? 0,
    desired: found?.desiredCount ?? 0,
    rollout: primary?.rolloutState ?? "-",
    taskDefinition: found?.taskDefinition?.split("/").at(-1) ?? "-",
  };
}

/** Prints the table or JSON; resolves with whether every service runs as many tasks as it should. */
export async function status(environment: Environment, json: boolean): Promise<boolean> {
  const services = await serviceStatuses(environment);
  const open = addresses(environment);
  if (json) {
    console.log(JSON.stringify({ environment: environment.name, addresses: open, services }, null, 2));
  } else {
    const table = new Table({
      head: ["service", "status", "running", "rollout", "task definition"],
      style: { head: [], border: [] },
    });
    for (const row of services) {
      table.push([row.service, row.status, `${row.running}/${row.desired}`, row.rollout, row.taskDefinition]);
    }
    console.log(table.toString());
    console.log(open.map((address) => `  ${address}`).join("\n"));
  }
  return services.every(({ status, running, desired }) => status === "ACTIVE" && running === desired);
}
