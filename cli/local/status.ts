import type { Service } from "@aws-sdk/client-ecs";
import Table from "cli-table3";
import type { Environment } from "../../environments/model";
import { runningService, type Clients } from "../deploy/watch";
import { rolloutOf } from "../deploy/watch/deployment";
import { describeServices, lastPart } from "../deploy/watch/services";
import { addresses } from "./addresses";

interface ServiceStatus {
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
async function serviceStatuses(
  environment: Environment,
  { ecs }: Pick<Clients, "ecs">,
): Promise<ServiceStatus[]> {
  const running = environment.services.map((each) => runningService(environment, each));
  const found = await describeServices(running, ecs);
  return running.map(({ name }) => statusOf(name, found.get(name)));
}

const statusOf = (service: string, found: Service | undefined): ServiceStatus => ({
  service,
  status: found?.status ?? "missing",
  running: found?.runningCount ?? 0,
  desired: found?.desiredCount ?? 0,
  rollout: (found && rolloutOf(found).primary?.rolloutState) ?? "-",
  taskDefinition: lastPart(found?.taskDefinition ?? "-"),
});

/** Prints the table or JSON; resolves with whether every service runs as many tasks as it should. */
export async function status(
  environment: Environment,
  json: boolean,
  clients: Pick<Clients, "ecs">,
): Promise<boolean> {
  const services = await serviceStatuses(environment, clients);
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
