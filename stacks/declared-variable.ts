import { TerraformResource, type TerraformStack } from "cdktf";
import type { Environment } from "../environments/model";
import { dotted } from "../environments/paths";
import type { ContainerVariable } from "../policy/finding";
import { ServicesStack } from "./services-stack";

/**
 * The path of the property that declares a variable, for example `services.web.environment.DB_PASSWORD`.
 *
 * @param address of a task definition in the stack
 * @returns `undefined` for a variable that no property of that name declares, such as one of an override
 */
export function declaredVariable(
  environment: Environment,
  stack: TerraformStack | undefined,
  address: string,
  { container, name }: ContainerVariable,
): string | undefined {
  if (!(stack instanceof ServicesStack)) return undefined;
  const owner = [...stack.units].find(([, unit]) =>
    unit.node
      .findAll()
      .some(
        (each) =>
          TerraformResource.isTerraformResource(each) &&
          `${each.terraformResourceType}.${each.friendlyUniqueId}` === address,
      ),
  );
  const service = environment.services.find((each) => each.name === owner?.[0]);
  if (service === undefined) return undefined;
  const isOwn = container === service.name;
  const declaring = isOwn ? service : service.containers?.find((each) => each.name === container);
  if (declaring?.environment[name] === undefined) return undefined;
  return dotted(["services", service.name, ...(isOwn ? [] : ["containers", container]), "environment", name]);
}
