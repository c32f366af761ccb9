import { refuse } from "./errors";
import type {
  CapacityInput,
  CapacityShareInput,
  EnvironmentInput,
  NetworkInput,
  ServiceInput,
} from "./input";
import type { Capacity, Environment, LoadBalancer, Network, Route, Service } from "./model";
import { KnownEnvironments } from "./known-environments";
import { readInput } from "./read-input";
import { environmentProblems } from "./rules";
import { sharedAccountProblems } from "./rules/delivery";
import { byName } from "./rules/by-name";
import { withOrigins } from "./rules/promotion";
import { DEFAULT_PROJECT } from "./rules/placeholders";
import { partitionOf } from "./rules/partition";
import { isWindows } from "./rules/platform";
import { neighbourProblems } from "./rules/shared-names";
import { environmentTags } from "./rules/tags";
import { resolveContainer } from "./topics/container";
import { resolveSideContainers } from "./topics/containers";
import { resolveDatabase } from "./topics/database";
import { resolveDomains } from "./topics/domains";
import { resolveDatabaseUse } from "./topics/database-use";
import { resolveFileSystem } from "./topics/file-systems";
import { resolveVolumes } from "./topics/volumes";
import { resolveBoundary, resolveDelivery } from "./topics/delivery";
import { resolveImage } from "./topics/image";
import { platformOf, resolvePlatform, resolveSize } from "./topics/platform";
import { resolveRegistry } from "./topics/registry";
import { resolvePolicy } from "./topics/policy";
import { resolveRepository } from "./topics/repository";
import { resolveInstances, type InstanceGroup } from "./topics/instances";
import { resolveObservability, resolveThresholds } from "./topics/observability";
import { resolveRollout } from "./topics/rollout";
import { resolveRoutes } from "./topics/routes";
import { resolveRunsOn } from "./topics/run-on";
import { resolveScaling } from "./topics/scaling";
import { resolveConnect, resolveNamespace } from "./topics/connect";
import { resolveLogRouter } from "./topics/log-router";
import { resolveMesh } from "./topics/mesh";
import { resolveMigrate } from "./topics/migrate";
import { resolveSidecars } from "./topics/sidecar";

/**
 * Fills in every default and checks every rule.
 *
 * @param input what stands in `environments/<name>.ts`
 * @param root folder that build contexts are relative to
 * @param others the environments beside it, by their names, which images can be promoted from
 * @throws ConfigurationError with all problems of the environment at once
 */
export function resolve(
  input: EnvironmentInput,
  root: string,
  others: Readonly<Record<string, EnvironmentInput>> = {},
): Environment {
  const own = Object.keys(others).find((name) => others[name] === input);
  const { data, subject, problems: shape } = readInput(input, own && `environments/${own}.ts`);
  refuse(subject, shape);
  const known = KnownEnvironments.of(others, withDefaults);
  const { environment, problems } = withOrigins(withDefaults(data), known);
  const beside = known.beside(environment.name);
  refuse(subject, [
    ...problems,
    ...environmentProblems(data, environment, root),
    ...sharedAccountProblems(environment, beside),
    ...beside.flatMap((other) => neighbourProblems(environment, other)),
  ]);
  return deepFreeze(environment);
}

function withDefaults(input: EnvironmentInput): Environment {
  const project = input.project ?? DEFAULT_PROJECT;
  const isProtected = input.protected ?? false;
  const capacity = resolveCapacity(input.cluster?.capacity) ?? { fargate: { base: 0, weight: 1 } };
  const instances = resolveInstances(input.cluster?.instances);
  const containerInsights = input.cluster?.containerInsights ?? "enhanced";
  const around = {
    input,
    project,
    isProtected,
    capacity,
    instances,
    insights: containerInsights !== "disabled",
    routes: resolveRoutes(input.services),
  };
  const services = byName(input.services).map(([name, service]) => resolveService(name, service, around));
  const namespace = resolveNamespace(
    input.namespace,
    `${project}-${input.name}`,
    services.some(({ connect }) => connect),
  );
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
    cluster: { capacity, containerInsights, ...(instances && { instances }) },
    ...(services.some((service) => service.route) && {
      loadBalancer: resolveLoadBalancer(input, isProtected),
    }),
    logs: { retentionDays: input.logs?.retentionDays ?? (isProtected ? 365 : 30) },
    ...(input.observability && { observability: resolveObservability(input.observability) }),
    ...(input.databases && {
      databases: byName(input.databases).map(([name, database]) =>
        resolveDatabase(name, database, isProtected),
      ),
    }),
    ...(input.fileSystems && {
      fileSystems: byName(input.fileSystems).map(([name, fileSystem]) =>
        resolveFileSystem(name, fileSystem, isProtected),
      ),
    }),
    ...(namespace && { namespace }),
    services,
    ...(input.registry && {
      registry: resolveRegistry(input.registry, { account: input.account, project, environment: input.name }),
    }),
    ...(input.permissionsBoundary !== undefined && {
      permissionsBoundary: resolveBoundary(input.permissionsBoundary, {
        partition: partitionOf(input.region).id,
        account: input.account,
      }),
    }),
    ...(input.delivery && { delivery: resolveDelivery(input.delivery) }),
    ...(input.policy && { policy: resolvePolicy(input.policy) }),
    tags: environmentTags(input.tags, { project, environment: input.name }),
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
    ...(network.reachableRegistries && { reachableRegistries: network.reachableRegistries }),
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
    ...(input.domain && { domains: resolveDomains(input.domain) }),
    ...(accessLogs !== false && { accessLogRetentionDays: accessLogs.retentionDays }),
    deletionProtection: settings.deletionProtection ?? isProtected,
    idleTimeoutSeconds: settings.idleTimeoutSeconds ?? 60,
    ...(settings.testListener && { testListener: settings.testListener }),
  };
}

interface Surroundings {
  readonly input: EnvironmentInput;
  readonly project: string;
  readonly isProtected: boolean;
  readonly capacity: Capacity;
  readonly instances: readonly InstanceGroup[] | undefined;
  /** Whether Container Insights count tasks. */
  readonly insights: boolean;
  readonly routes: ReadonlyMap<string, Route>;
}

function resolveService(name: string, input: ServiceInput, around: Surroundings): Service {
  const platform = resolvePlatform(input);
  const runsOn = resolveRunsOn(input.runsOn);
  const route = around.routes.get(name);
  const scaling = resolveScaling(input.count);
  const migrate = resolveMigrate(input.migrate);
  const alarms = resolveThresholds(around.input.observability, input.alarms, {
    route: input.route !== undefined,
    insights: around.insights,
  });
  const group = around.instances?.find((each) => each.name === runsOn?.group);
  const architecture = input.architecture ?? group?.architecture ?? "x86_64";
  const taskPlatform = platformOf({ ...platform, ...(runsOn && { runsOn }) });
  const own = {
    environment: around.input.name,
    service: name,
    account: around.input.account,
    region: around.input.region,
    repository: `${around.project}-${around.input.name}-${name}`,
    architecture,
  };
  const image = resolveImage(input.image, own);
  const repository = resolveRepository(input.repository, {
    name: own.repository,
    emulated: around.input.emulator !== undefined,
    windows: isWindows(taskPlatform),
    architecture,
  });
  const isOnWindows = isWindows(taskPlatform);
  return {
    name,
    image,
    ...(input.port !== undefined && { port: input.port }),
    ...platform,
    ...resolveContainer(input, isOnWindows),
    ...(input.containers && {
      containers: resolveSideContainers(input.containers, { user: input.user, repository, own }, isOnWindows),
    }),
    ...resolveSurroundings(name, input, around),
    ...(input.uses && {
      uses: byName(input.uses).map(([database, use]) => resolveDatabaseUse(database, use)),
    }),
    ...(input.volumes && {
      volumes: resolveVolumes(input.volumes, { name, user: input.user, windows: isOnWindows }),
    }),
    ...(route && { route }),
    ...(input.publicIp && { publicIp: input.publicIp }),
    ...resolveSize(input.size, taskPlatform),
    count: scaling?.min ?? (typeof input.count === "number" ? input.count : around.isProtected ? 2 : 1),
    ...(scaling && { scaling }),
    ...(alarms && { alarms }),
    ...(runsOn && { runsOn }),
    architecture,
    rollout: resolveRollout(input.rollout, {
      route: input.route !== undefined,
      daemon: runsOn?.daemon ?? false,
    }),
    ...(migrate && { migrate }),
    ...(image.kind === "build" && { repository }),
    ...(input.access && { access: input.access }),
    exec: input.exec ?? false,
    capacity: resolveCapacity(input.capacity) ?? around.capacity,
  };
}

/** Containers beside the application, and the ways to other services. */
function resolveSurroundings(
  name: string,
  input: ServiceInput,
  around: Surroundings,
): Pick<Service, "sidecars" | "logRouter" | "connect" | "mesh" | "talksTo"> {
  const { project, input: environment } = around;
  const sidecars = resolveSidecars(input.sidecars, `${project}-${environment.name}/${name}`);
  const logRouter = resolveLogRouter(input.logRouter, {
    project,
    environment: environment.name,
    service: name,
  });
  const connect = resolveConnect({ ...input, name });
  const mesh = resolveMesh(input.mesh);
  return {
    ...(sidecars && { sidecars }),
    ...(logRouter && { logRouter }),
    ...(connect && { connect }),
    ...(mesh && { mesh }),
    ...(input.talksTo && input.talksTo.length > 0 && { talksTo: input.talksTo }),
  };
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
