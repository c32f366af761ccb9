import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import type { TaskDefinition } from "@aws-sdk/client-ecs";
import { IAMClient } from "@aws-sdk/client-iam";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { NotReadyError } from "../../../environments/errors";
import type { Environment, Service } from "../../../environments/model";
import { runningService, type Clients } from "../../deploy/watch";
import { definitionOf } from "../../deploy/watch/failure/logs";
import { describeServices, lastPart } from "../../deploy/watch/services";
import { clientOptions } from "../../emulator-variables";
import { Checks, type AccessClients } from "./checks";
import type { AccessReport } from "./model";

/**
 * Whether the newest revision of a service could be started: what the tasks fetch is there, the execution role may read
 * it, and their network leads to it. Nothing is changed, and the value of no secret is read.
 */
export async function checkAccess(
  environment: Environment,
  service: Service,
  { ecs }: Pick<Clients, "ecs">,
): Promise<AccessReport> {
  const running = runningService(environment, service);
  const definition = await newestDefinition(environment, running.service, { ecs });
  const found = (await describeServices([running], ecs)).get(service.name);
  const options = clientOptions(environment);
  const clients: AccessClients = {
    iam: new IAMClient(options),
    ecr: (region) => new ECRClient({ ...options, region }),
    ec2: new EC2Client(options),
    secrets: new SecretsManagerClient(options),
    ssm: new SSMClient(options),
  };
  try {
    const checks = await new Checks(environment, definition, clients).all(found?.networkConfiguration);
    return {
      environment: environment.name,
      service: service.name,
      taskDefinition: lastPart(definition.taskDefinitionArn),
      checks,
    };
  } finally {
    for (const each of [clients.iam, clients.ec2, clients.secrets, clients.ssm]) each.destroy();
  }
}

/** Also one that ECS gave up, which is what somebody asks about. */
async function newestDefinition(
  { name }: Environment,
  family: string,
  { ecs }: Pick<Clients, "ecs">,
): Promise<TaskDefinition> {
  try {
    const definition = await definitionOf(family, ecs);
    if (definition !== undefined) return definition;
  } catch (error) {
    // What ECS calls a family that it does not have.
    if ((error as Error).name !== "ClientException") throw error;
  }
  throw new NotReadyError(`environment "${name}"`, [
    `task definition ${family} must have a revision, got none; deploy it with: npx slipway deploy ${name}`,
  ]);
}
