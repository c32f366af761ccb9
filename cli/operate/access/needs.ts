import type { TaskDefinition } from "@aws-sdk/client-ecs";
import type { Environment } from "../../../environments/model";
import { emulatorEndpoint } from "../../emulator-variables";

/** What ECS must fetch and write to start a task, as its task definition says. */
export interface Needs {
  readonly images: readonly NeededImage[];
  readonly logGroups: readonly LogGroup[];
  readonly references: readonly Reference[];
}

export interface NeededImage {
  readonly container: string;
  readonly image: string;
  /** Absent for an image that is not in a private repository of ECR. */
  readonly place?: EcrPlace | undefined;
}

export interface EcrPlace {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  /** A tag, or `sha256:...`. */
  readonly id: string;
}

export interface LogGroup {
  readonly name: string;
  readonly region: string;
}

/** A secret or a parameter; its value is never asked for. */
export interface Reference {
  readonly kind: "secret" | "parameter";
  /** Without key and version. */
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  /** Those that the task takes of its JSON. */
  readonly keys: readonly string[];
}

export function needsOf(definition: TaskDefinition, environment: Environment): Needs {
  const containers = definition.containerDefinitions ?? [];
  const values = containers.flatMap(({ logConfiguration, repositoryCredentials, secrets = [] }) => [
    ...secrets.map(({ valueFrom }) => valueFrom),
    ...(logConfiguration?.secretOptions ?? []).map(({ valueFrom }) => valueFrom),
    repositoryCredentials?.credentialsParameter,
  ]);
  const groups = containers.flatMap(({ logConfiguration }): LogGroup[] => {
    const { "awslogs-group": name, "awslogs-region": region = environment.region } =
      logConfiguration?.options ?? {};
    return logConfiguration?.logDriver === "awslogs" && name !== undefined ? [{ name, region }] : [];
  });
  return {
    images: containers.map(({ image = "", name = "" }) => ({
      container: name,
      image,
      place: placeOf(image, environment),
    })),
    logGroups: unique(groups, ({ name, region }) => `${region} ${name}`),
    references: merged(
      values.flatMap((value) =>
        value === undefined || value === "" ? [] : [referenceOf(value, environment)],
      ),
    ),
  };
}

function unique<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}

/** Each secret once, with all its keys. */
const merged = (references: readonly Reference[]): Reference[] =>
  unique(references, ({ arn }) => arn).map((each) => {
    const keys = references.filter(({ arn }) => arn === each.arn).flatMap((same) => same.keys);
    return { ...each, keys: [...new Set(keys)] };
  });

const ECR = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[^/]+$/;

function placeOf(image: string, environment: Environment): EcrPlace | undefined {
  const [, host = "", repository = "", tag = "latest", digest] =
    /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(image) ?? [];
  const id = digest ?? tag;
  const [, account, region] = ECR.exec(host) ?? [];
  if (account !== undefined && region !== undefined) return { account, region, repository, id };
  const endpoint = emulatorEndpoint(environment);
  // The registry of an emulator is its gateway, whatever loopback name it goes by.
  const isGateway = endpoint !== undefined && host.split(":").at(1) === new URL(endpoint).port;
  return isGateway ? { account: environment.account, region: environment.region, repository, id } : undefined;
}

/** Whether a value is an ARN with a key, or the name of a parameter. */
function referenceOf(valueFrom: string, { account, region }: Environment): Reference {
  const parts = valueFrom.split(":");
  const [, partition = "aws", service, itsRegion = region] = parts;
  if (service === "secretsmanager") {
    const [name = "", key = ""] = parts.slice(6);
    const arn = parts.slice(0, 7).join(":");
    return { kind: "secret", arn, region: itsRegion, name, keys: key === "" ? [] : [key] };
  }
  const name =
    service === "ssm"
      ? parts
          .slice(5)
          .join(":")
          .replace(/^parameter\//, "")
      : valueFrom.replace(/^\//, "");
  const arn = service === "ssm" ? valueFrom : `arn:${partition}:ssm:${region}:${account}:parameter/${name}`;
  return { kind: "parameter", arn, region: itsRegion, name, keys: [] };
}
