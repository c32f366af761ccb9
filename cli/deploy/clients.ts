import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Environment } from "../../environments/model";
import { clientOptions } from "../emulator-variables";
import type { Clients } from "./watch";

/** Clients of the environment's account, for as long as the work takes. */
export async function withClients<T>(
  environment: Environment,
  work: (clients: Clients) => Promise<T>,
): Promise<T> {
  const options = clientOptions(environment);
  const clients = {
    ecs: new ECSClient(options),
    logs: new CloudWatchLogsClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
  };
  try {
    return await work(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
