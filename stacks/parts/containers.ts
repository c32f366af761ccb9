import { containerDefinition } from "../../constructs/task/container";
import type { ContainerDefinition, ContainerDependency } from "../../constructs/task/container-definition";
import type { OwnContainerPart, TaskPart } from "../../constructs/task/part";
import { secretReference } from "../../constructs/task/secret-reference";
import { startRights } from "../../constructs/task/start-rights";
import type { Container, Image, SideContainer } from "../../environments/model";
import { platformOf } from "../../environments/topics/platform";
import { isWindows } from "../../environments/rules/platform";
import type { ServiceContext } from "./context";
import { mountPoints } from "./volumes";

/** The service's own container, with what its features give to it. */
export function serviceContainer(context: ServiceContext, features: OwnContainerPart): ContainerDefinition {
  const { image, service } = context;
  return definition(context, { ...service, uri: image.uri }, features);
}

/** The containers beside it, and what ECS reads to start them all. */
export function containers(context: ServiceContext): TaskPart {
  const { environment, imageOf, service } = context;
  const sides = service.containers ?? [];
  const all: readonly (Container & { readonly image?: Image })[] = [service, ...sides];
  const credentials = all.flatMap(({ image }) => signIn(context, image) ?? []);
  return {
    containers: sides.map((side) => definition(context, { ...side, uri: imageOf(side).uri })),
    executionStatements: startRights({
      region: environment.region,
      environmentFiles: all.flatMap(({ environmentFiles }) => environmentFiles ?? []),
      credentials,
    }),
    reads: all.flatMap(({ secrets }) => Object.values(secrets)),
    repositoryArns: sides.flatMap((side) => imageOf(side).repositoryArn ?? []),
  };
}

function definition(
  context: ServiceContext,
  container: SideContainer & { readonly uri: string },
  features: OwnContainerPart = {},
): ContainerDefinition {
  const { environment, logGroup, service } = context;
  const platform = platformOf(service);
  const { environmentFiles, image, mounts, uri, writableRoot, dependsOn = {}, ...settings } = container;
  const secrets = Object.entries(container.secrets).map(([variable, source]) => [
    variable,
    secretReference(source, environment).valueFrom,
  ]);
  const credentials = signIn(context, image);
  return containerDefinition({
    ...settings,
    mountPoints: mountPoints(mounts),
    ...features,
    platform,
    image: uri,
    ...(credentials && { credentialsArn: credentials.reference }),
    environment: { ...container.environment, ...features.environment },
    ...(environmentFiles && { environmentFiles: environmentFiles.map(({ object }) => object) }),
    secrets: { ...Object.fromEntries(secrets), ...features.secrets } as Record<string, string>,
    dependsOn: [...Object.entries(dependsOn).map(dependency), ...(features.dependsOn ?? [])],
    logGroup: logGroup.name,
    region: environment.region,
    readOnlyRoot: !writableRoot && !isWindows(platform),
  });
}

const dependency = ([containerName, condition]: [string, ContainerDependency["condition"]]) => ({
  containerName,
  condition,
});

/** Where ECS finds the user name and password for an image's registry. */
function signIn({ environment, foundation }: ServiceContext, image: Image | undefined) {
  const credentials = image?.kind === "external" ? image.credentials : undefined;
  if (!credentials) return undefined;
  const key = credentials.kmsKey === undefined ? {} : { kmsKey: credentials.kmsKey };
  if (credentials.kind === "made") {
    const made = foundation.registryCredentials.get(credentials.name);
    return made && { reference: made.arn, arn: made.arn, ...key };
  }
  const { arn } = secretReference({ kind: "secret", nameOrArn: credentials.nameOrArn }, environment);
  return { reference: credentials.nameOrArn, arn, ...key };
}
