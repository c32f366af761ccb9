import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformResource, type TerraformStack } from "cdktf";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { environmentNames, resolveEnvironment } from "./environments";
import { ConfigurationError, refuse, shown } from "./environments/errors";
import type { Environment } from "./environments/model";
import { boundaryOwnerProblems, providerOwnerProblems } from "./environments/rules/delivery";
import { hostNotes } from "./environments/rules/host-notes";
import { NOTE } from "./environments/rules/note";
import { registryOwnerProblems } from "./environments/rules/registry";
import { sharedNameProblems } from "./environments/rules/shared-names";
import { stateBucketProblems, stateKeyProblems } from "./environments/rules/state-key";
import { synthesisedResources, type Judged, type JudgedResource } from "./policy";
import { FoundationStack } from "./stacks/foundation-stack";
import { ImagesStack } from "./stacks/images-stack";
import { checkOverrides, parseOverrides } from "./stacks/image-overrides";
import { JudgedApp } from "./stacks/judged-app";
import type { Machine } from "./stacks/machine";
import { limitRoles } from "./stacks/permissions-boundary";
import { physicalNameProblems } from "./stacks/physical-names";
import { ServicesStack } from "./stacks/services-stack";
import { withUniqueIds } from "./stacks/unique-ids";
import { StateStack, type StackContents } from "./stacks/state-stack";
import { terraformEnvironment, type TerraformEnvironment } from "./stacks/terraform-text";

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
    ...sharedNameProblems(environments),
    ...boundaryOwnerProblems(environments),
  ];
  refuse("the set of environments", problems);
  if (machine.images) checkOverrides(environments, machine.images);
  const app = new JudgedApp({
    outdir: machine.outdir,
    // Images that are given from outside may be by digest where the environment's own, suppressed, are not.
    needsSuppressions: machine.images === undefined,
    elsewhere: (environment) => stateResources(environment, machine),
  });
  const stacks = new Map<string, EnvironmentStacks>();
  for (const environment of environments) {
    const escaped = terraformEnvironment(environment);
    const { images, foundation, services } = withUniqueIds(environment, () =>
      stacksOf(app, escaped, machine),
    );
    const all = [images, foundation, services];
    if (escaped.permissionsBoundary !== undefined) {
      for (const stack of all) limitRoles(stack, escaped.permissionsBoundary);
    }
    refuse(`environment ${shown(environment.name)}`, physicalNameProblems(all));
    app.add(environment, all);
    stacks.set(environment.name, { images, foundation, services });
  }
  const made = [...stacks].flatMap(([environment, own]) =>
    contentsOf(own).buckets.map((bucket) => ({ environment, bucket })),
  );
  refuse("the set of environments", stateBucketProblems(environments, made));
  return { app, stacks };
}

function stacksOf(app: JudgedApp, environment: TerraformEnvironment, machine: Machine): EnvironmentStacks {
  const images = new ImagesStack(app, environment, machine);
  const foundation = new FoundationStack(app, environment, machine);
  if (machine.imagesFirst?.includes(environment.name)) foundation.addDependency(images);
  return {
    images,
    foundation,
    services: new ServicesStack(app, environment, machine, { images, foundation }),
  };
}

/** The stack of the state bucket and of the roles that deploy, for `slipway bootstrap` only. */
export function createStateApp(
  environment: Environment,
  machine: Machine,
  backend: "local" | "s3",
): JudgedApp {
  // Suppressions may be for the other stacks.
  const app = new JudgedApp({ outdir: machine.outdir, needsSuppressions: false });
  const stack = stateStack(app, environment, machine, backend);
  refuse(`environment ${shown(environment.name)}`, physicalNameProblems([stack]));
  app.add(environment, [stack]);
  return app;
}

const stateStack = (
  app: JudgedApp,
  environment: Environment,
  machine: Machine,
  backend: "local" | "s3",
): StateStack =>
  new StateStack(
    app,
    terraformEnvironment(environment),
    machine,
    backend,
    environment.delivery
      ? contentsOf(createApp([environment], machine).stacks.get(environment.name))
      : { types: {}, buckets: [], emptiedBuckets: [] },
  );

/** What the bootstrap makes of an environment, written nowhere. */
function stateResources(environment: Environment, machine: Machine): readonly JudgedResource[] {
  const app = new JudgedApp({ outdir: machine.outdir, needsSuppressions: false });
  const stack = stateStack(app, environment, machine, "s3");
  stack.prepareStack();
  return synthesisedResources(stack.node.id, stack.toTerraform());
}

/** What the stacks of an environment have, for the rights of the roles that deploy them. */
function contentsOf(stacks: EnvironmentStacks | undefined): StackContents {
  const resources = Object.entries(stacks ?? {}).map(([part, stack]: [string, TerraformStack]) => ({
    part,
    resources: stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)),
  }));
  const buckets = resources.flatMap(({ resources: all }) => all.filter((each) => each instanceof S3Bucket));
  return {
    types: Object.fromEntries(
      resources.map(({ part, resources: all }) => [part, all.map((each) => each.terraformResourceType)]),
    ),
    buckets: buckets.flatMap(bucketName),
    emptiedBuckets: buckets.filter(({ forceDestroyInput }) => forceDestroyInput === true).flatMap(bucketName),
  };
}

const bucketName = ({ bucketInput }: S3Bucket): string[] => (bucketInput === undefined ? [] : [bucketInput]);

/** What the policy finds in an environment, its bootstrap included; leaves no stack behind. */
function policyReport(environment: Environment, machine: Machine): Judged {
  const apps = [createApp([environment], machine).app, createStateApp(environment, machine, "s3")];
  const verdicts = apps.flatMap((app) => [...app.verdicts().values()]);
  for (const app of apps) app.removeStacks();
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    suppressed: verdicts.flatMap(({ suppressed }) => suppressed),
    unused: verdicts[0]?.unused ?? [],
  };
}

/** The names in a variable, with commas between them. */
const names = (variable = ""): string[] => variable.split(",").filter((name) => name !== "");

function main(variables: NodeJS.ProcessEnv): void {
  const root = __dirname;
  const synthesised = variables.SLIPWAY_ENVIRONMENT ? [variables.SLIPWAY_ENVIRONMENT] : environmentNames;
  const environments = synthesised.map((name) => resolveEnvironment(name, root));
  const endpoint = variables.SLIPWAY_EMULATOR_ENDPOINT;
  const machine: Machine = {
    root,
    outdir: resolve(variables.CDKTF_OUTDIR ?? join(root, "cdktf.out")),
    ...(endpoint !== undefined && { emulatorEndpoint: endpoint }),
    buildArgs: JSON.parse(variables.SLIPWAY_BUILD_ARGS ?? "{}") as Record<string, string>,
    ...(variables.DOCKER_BUILDKIT !== undefined && { buildkit: variables.DOCKER_BUILDKIT }),
    ...(variables.SLIPWAY_IMAGES !== undefined && { images: parseOverrides(variables.SLIPWAY_IMAGES) }),
    extraTags: names(variables.SLIPWAY_EXTRA_TAGS),
    imagesFirst: names(variables.SLIPWAY_IMAGES_FIRST),
  };
  const report = variables.SLIPWAY_POLICY_REPORT;
  if (report !== undefined) {
    writeFileSync(report, JSON.stringify(environments.map((each) => policyReport(each, machine))));
    return;
  }
  const backend = variables.SLIPWAY_STATE_BACKEND;
  if (backend === undefined) {
    createApp(environments, machine).app.synth();
    for (const note of environments.flatMap(hostNotes)) console.warn(`${NOTE}${note}`);
  } else
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
