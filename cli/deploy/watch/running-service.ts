import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ECSClient } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Environment, Service } from "../../../environments/model";
import { nameIn, prefixOf } from "../../../environments/rules/names";

/** A service of the environment, and where ECS has it. */
export interface RunningService {
  /** In the environment. */
  readonly name: string;
  /** Name or ARN. */
  readonly cluster: string;
  /** In ECS. */
  readonly service: string;
}

export const runningService = (
  environment: Environment,
  { name }: Pick<Service, "name">,
): RunningService => ({
  name,
  cluster: prefixOf(environment),
  service: nameIn(environment, name),
});

/** What the account is asked with. */
export interface Clients {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

/** Lets a question end early. */
export interface Limits {
  readonly abortSignal?: AbortSignal;
}
