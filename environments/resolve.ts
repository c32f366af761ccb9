import { refuse } from "./errors";
import type {
  CapacityInput,
  CapacityShareInput,
  EnvironmentInput,
  NetworkInput,
  SecretInput,
  ServiceInput,
} from "./input";
import type { Capacity, Environment, Image, LoadBalancer, Network, Secret, Service } from "./model";
import { schemaProblems } from "./problems";
import { environmentProblems } from "./rules";
import { listenerPriority } from "./rules/listener-priority";
import { fillPlaceholders } from "./rules/placeholders";
import { schema } from "./schema";

/**
 * Fills in every default and checks every rule.
 *
 * @param input what stands in `environments/<name>.ts`
 * @param root folder that build contexts are relative to
 * @throws ConfigurationError with all problems of the environment at once
 */
export function resolve(input: EnvironmentInput, root: string): Environment {
  const subject = `environment ${JSON.stringify((input as { name?: unknown } | undefined)?.name ?? "")}`;
  refuse(subject, schemaProblems(schema.safeParse(input).error?.issues ?? [], input));
  const environment = withDefaults(input);
  refuse(subject, environmentProblems(input, environment, root));
  return deepFreeze(environment);
}

function withDefaults(input: EnvironmentInput): Environment {
  const project = input.project ?? "slipway";
  const isProtected = input.protected ?? false;
  const capacity = resolveCapacity(input.cluster?.capacity) ?? { fargate: { base: 0, weight: 1 } };
  const services = Object.entries(input.services)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, service]) => resolveService(name, service, { input, project, isProtected, capacity }));
  return {
    name: input.name,
    project,
    account: input.account,
    region: input.region,
    protected: isProtected,
    state: {
      bucket: input.state?.bucket ?? `${project}-${input.name}-state-${input.account}`,
      prefix: input.state?.prefix ?? input.name,
    },
    network: resolveNetwork(input.network),
    cluster: { capacity, containerInsights: input.cluster?.containerInsights ?? "enhanced" },
    ...(services.some((service) => service.route) && {
      loadBalancer: resolveLoadBalancer(input, isProtected),
    }),
    logs: { retentionDays: input.logs?.retentionDays ?? (isProtected ? 365 : 30) },
    services,
    tags: { ...input.tags, project, environment: input.name },
    ...(input.emulator && { emulator: { endpoint: input.emulator.endpoint } }),
  };
}

function resolveNetwork(input: EnvironmentInput["network"]): Network {
  if (input !== undefined && "vpc" in input) return { kind: "existing", ...input };
  const network: NetworkInput = input ?? {};
  const nat = network.nat ?? "one";
  const flowLogs = network.flowLogs ?? { retentionDays: 30 };
  return {
    kind: "new",
    cidr: network.cidr ?? "10.0.0.0/16",
    zones: network.zones === 3 ? 3 : 2,
    nat,
    endpoints: network.endpoints ?? nat === "none",
    ...(flowLogs !== false && { flowLogRetentionDays: flowLogs.retentionDays }),
  };
}

function resolveLoadBalancer(input: EnvironmentInput, isProtected: boolean): LoadBalancer {
  const settings = input.loadBalancer ?? {};
  const isPublic = settings.public ?? true;
  const allowedCidrs = settings.allowedCidrs ?? (isPublic ? ["0.0.0.0/0"] : undefined);
  const accessLogs = settings.accessLogs ?? (isProtected ? { retentionDays: 90 } : false);
  return {
    public: isPublic,
    ...(allowedCidrs && { allowedCidrs }),
    ...(settings.certificate !== undefined && { certificate: settings.certificate }),
    ...(input.domain && { domain: input.domain }),
    ...(accessLogs !== false && { accessLogRetentionDays: accessLogs.retentionDays }),
    deletionProtection: settings.deletionProtection ?? isProtected,
    idleTimeoutSeconds: settings.idleTimeoutSeconds ?? 60,
  };
}

interface Surroundings {
  readonly input: EnvironmentInput;
  readonly project: string;
  readonly isProtected: boolean;
  readonly capacity: Capacity;
}

function resolveService(name: string, input: ServiceInput, around: Surroundings): Service {
  const image = resolveImage(input.image);
  const values = {
    project: around.project,
    environment: around.input.name,
    region: around.input.region,
    account: around.input.account,
    service: name,
  };
  const variables = Object.entries(input.environment ?? {}).map(
    ([variable, text]) => [variable, fillPlaceholders(text, values)] as const,
  );
  return {
    name,
    image,
    port: input.port,
    ...(input.route && {
      route: {
        path: input.route.path,
        ...(input.route.host !== undefined && { host: input.route.host }),
        health: input.route.health ?? "/health",
        priority: input.route.priority ?? listenerPriority(input.route.path, input.route.host),
        deregistrationDelaySeconds: input.route.deregistrationDelaySeconds ?? 30,
      },
    }),
    ...(input.publicIp && { publicIp: input.publicIp }),
    cpu: input.size?.cpu ?? 256,
    memoryMiB: input.size?.memoryMiB ?? 512,
    count: input.count ?? (around.isProtected ? 2 : 1),
    architecture: input.architecture ?? "x86_64",
    environment: Object.fromEntries(variables),
    secrets: Object.fromEntries(
      Object.entries(input.secrets ?? {}).map(([variable, secret]) => [variable, resolveSecret(secret)]),
    ),
    ...(input.healthCheck && {
      healthCheck: {
        command:
          typeof input.healthCheck.command === "string"
            ? ["CMD-SHELL", input.healthCheck.command]
            : ["CMD", ...input.healthCheck.command],
        intervalSeconds: input.healthCheck.intervalSeconds ?? 30,
        timeoutSeconds: input.healthCheck.timeoutSeconds ?? 5,
        retries: input.healthCheck.retries ?? 3,
        startPeriodSeconds: input.healthCheck.startPeriodSeconds ?? 0,
      },
    }),
    rollout: {
      minimumHealthyPercent: input.rollout?.minimumHealthyPercent ?? 100,
      maximumPercent: input.rollout?.maximumPercent ?? 200,
      ...(input.route && { healthCheckGraceSeconds: input.rollout?.healthCheckGraceSeconds ?? 60 }),
    },
    ...(image.kind === "build" && {
      repository: {
        mutable: input.repository?.mutable ?? false,
        ...(input.repository?.kmsKey !== undefined && { kmsKey: input.repository.kmsKey }),
        forceDelete: input.repository?.forceDelete ?? around.input.emulator !== undefined,
        keepImages: input.repository?.keepImages ?? 100,
        untaggedDays: input.repository?.untaggedDays ?? 14,
        pullAccounts: input.repository?.pullAccounts ?? [],
      },
    }),
    writableRoot: input.writableRoot ?? false,
    ...(input.user !== undefined && { user: input.user }),
    exec: input.exec ?? false,
    capacity: resolveCapacity(input.capacity) ?? around.capacity,
    stopTimeoutSeconds: input.stopTimeoutSeconds ?? 30,
  };
}

function resolveImage(input: ServiceInput["image"]): Image {
  if (typeof input === "string") return resolveImage({ context: input });
  if ("uri" in input) return { kind: "external", uri: input.uri };
  return {
    kind: "build",
    context: input.context.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/+$/, ""),
    dockerfile: input.dockerfile ?? "Dockerfile",
    ...(input.target !== undefined && { target: input.target }),
    args: { ...input.args },
  };
}

function resolveSecret(input: SecretInput): Secret {
  return "parameter" in input
    ? { kind: "parameter", nameOrArn: input.parameter }
    : { kind: "secret", nameOrArn: input.secret, ...(input.key !== undefined && { key: input.key }) };
}

function resolveCapacity(input: CapacityInput | undefined): Capacity | undefined {
  const share = (given: CapacityShareInput) => ({ base: given.base ?? 0, weight: given.weight ?? 1 });
  return (
    input && {
      ...(input.fargate && { fargate: share(input.fargate) }),
      ...(input.fargateSpot && { fargateSpot: share(input.fargateSpot) }),
    }
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
