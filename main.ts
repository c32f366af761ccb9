import { App, TerraformResource, type TerraformStack } from "cdktf";
import { join, resolve } from "node:path";
import { guard } from "./constructs/guard";
import { environmentNames, resolveEnvironment } from "./environments";
import { ConfigurationError } from "./environments/errors";
import type { Environment } from "./environments/model";
import { providerOwnerProblems } from "./environments/rules/delivery";
import { registryOwnerProblems } from "./environments/rules/registry";
import { stateKeyProblems } from "./environments/rules/state-key";
import { FoundationStack } from "./stacks/foundation-stack";
import { ImagesStack } from "./stacks/images-stack";
import { checkOverrides, parseOverrides } from "./stacks/image-overrides";
import type { Machine } from "./stacks/machine";
import { limitRoles } from "./stacks/permissions-boundary";
import { ServicesStack } from "./stacks/services-stack";
import { StateStack, type StackTypes } from "./stacks/state-stack";

/** The stacks of one environment, each resource reachable, so that any attribute can be overridden before `synth()`. */
export interface EnvironmentStacks {
  readonly images: ImagesStack;
  readonly foundation: FoundationStack;
  readonly services: ServicesStack;
}

/** Builds the stacks of the given environments; writes nothing before `app.synth()`. */
export function createApp(environments: readonly Environment[], machine: Machine) {
  const problems = [
    ...stateKeyProblems(environments),
    ...registryOwnerProblems(environments),
    ...providerOwnerProblems(environments),
  ];
  if (problems.length > 0) throw new ConfigurationError("the set of environments", problems);
  if (machine.images) checkOverrides(environments, machine.images);
  const app = new App({ outdir: machine.outdir, stackTraces: false });
  const stacks = new Map<string, EnvironmentStacks>();
  for (const environment of environments) {
    const images = new ImagesStack(app, environment, machine);
    const foundation = new FoundationStack(app, environment, machine);
    const services = new ServicesStack(app, environment, machine, { images, foundation });
    for (const stack of [images, foundation, services]) {
      if (environment.permissionsBoundary !== undefined) limitRoles(stack, environment.permissionsBoundary);
      guard(stack, { immutableImages: environment.protected });
    }
    stacks.set(environment.name, { images, foundation, services });
  }
  return { app, stacks };
}

/** The stack of the state bucket and of the roles that deploy, for `slipway bootstrap` only. */
export function createStateApp(environment: Environment, machine: Machine, backend: "local" | "s3"): App {
  const app = new App({ outdir: machine.outdir, stackTraces: false });
  guard(
    new StateStack(
      app,
      environment,
      machine,
      backend,
      environment.delivery ? typesOf(environment, machine) : {},
    ),
  );
  return app;
}

/** The Terraform types in each stack, by the stack's last word. */
function typesOf(environment: Environment, machine: Machine): StackTypes {
  const stacks = createApp([environment], machine).stacks.get(environment.name);
  if (stacks === undefined) return {};
  const typesIn = (stack: TerraformStack): string[] =>
    stack.node
      .findAll()
      .flatMap((node) => (TerraformResource.isTerraformResource(node) ? node.terraformResourceType : []));
  return {
    images: typesIn(stacks.images),
    foundation: typesIn(stacks.foundation),
    services: typesIn(stacks.services),
  };
}

function main(variables: NodeJS.ProcessEnv): void {
  const root = __dirname;
  const names = variables.SLIPWAY_ENVIRONMENT ? [variables.SLIPWAY_ENVIRONMENT] : environmentNames;
  const environments = names.map((name) => resolveEnvironment(name, root));
  const endpoint = variables.SLIPWAY_EMULATOR_ENDPOINT;
  const machine: Machine = {
    root,
    outdir: resolve(variables.CDKTF_OUTDIR ?? join(root, "cdktf.out")),
    ...(endpoint !== undefined && { emulatorEndpoint: endpoint }),
    buildArgs: JSON.parse(variables.SLIPWAY_BUILD_ARGS ?? "{}") as Record<string, string>,
    ...(variables.SLIPWAY_IMAGES !== undefined && { images: parseOverrides(variables.SLIPWAY_IMAGES) }),
    extraTags: (variables.SLIPWAY_EXTRA_TAGS ?? "").split(",").filter((tag) => tag !== ""),
  };
  const backend = variables.SLIPWAY_STATE_BACKEND;
  if (backend === undefined) createApp(environments, machine).app.synth();
  else
    for (const environment of environments)
      createStateApp(environment, machine, backend === "s3" ? "s3" : "local").synth();
}

if (require.main?.filename === __filename) {
  try {
    main(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
