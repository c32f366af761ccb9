import type { Environment } from "../../../environments/model";
import type { DeployedImage } from "../image-names";
import { imageIn } from "../plan/planned-images";
import { nameIn } from "../../../environments/rules/names";

/** What is read of `terraform show -json` of the services stack. */
export interface StateJson {
  readonly values?: { readonly root_module?: { readonly resources?: readonly StateResource[] } };
}

interface StateResource {
  readonly type: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A service as Terraform's state has it. */
export interface DeployedService {
  /** In the environment. */
  readonly name: string;
  readonly cluster: string;
  /** In ECS. */
  readonly service: string;
  /** ARN with its revision. */
  readonly taskDefinition: string;
}

/** The services of the environment that the state knows. */
export function deployedServices(environment: Environment, state: StateJson): DeployedService[] {
  const found = resourcesOf(state, "aws_ecs_service");
  return environment.services.flatMap(({ name }) => {
    const service = nameIn(environment, name);
    const values = found.find((each) => each.name === service);
    return values === undefined
      ? []
      : [
          {
            name,
            cluster: clusterName(values.cluster),
            service,
            taskDefinition: String(values.task_definition),
          },
        ];
  });
}

/** The reference of each image that the state's task definitions run, by the image's name. */
export function deployedImages(
  environment: Environment,
  images: readonly DeployedImage[],
  state: StateJson,
): Map<string, string> {
  const definitions = resourcesOf(state, "aws_ecs_task_definition");
  return new Map(
    images.flatMap(({ name, service, container }) => {
      const family = nameIn(environment, service);
      const definition = definitions.find((each) => each.family === family);
      const image = imageIn(definition?.container_definitions, container);
      return image === undefined ? [] : [[name, image] as const];
    }),
  );
}

const resourcesOf = ({ values }: StateJson, type: string): Readonly<Record<string, unknown>>[] =>
  (values?.root_module?.resources ?? []).flatMap((resource) =>
    resource.type === type && resource.values !== undefined ? [resource.values] : [],
  );

/** An ARN ends with the name. */
const clusterName = (cluster: unknown): string => String(cluster).split("/").at(-1) ?? "";
