import type { Environment } from "../environments/model";

/** Names of the three stacks of an environment; part of the contract with `cdktf deploy '<environment>-*'`. */
export const stackName = (
  environment: Pick<Environment, "name">,
  part: "images" | "foundation" | "services",
) => `${environment.name}-${part}`;
