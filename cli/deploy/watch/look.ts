import type { Service, ServiceDeployment } from "@aws-sdk/client-ecs";
import { anyWords } from "../../aws/words";
import { rolloutOf, type DeploymentState, type Rollout } from "./deployment";
import { healthText, progressOf, type Health } from "./line";
import type { Clients, Limits, RunningService } from "./running-service";
import { newestDeployment, reasonOf, stageOf, stateOf } from "./service-deployments";
import { describeServices, movesRequests, lastPart } from "./services";
import { targetHealth } from "./targets";

/** A question that is not answered by then is asked again with the next look. */
const MAX_MS = 5000;

/** States in which nothing goes on: when a service is in one at first, there is nothing to say of it. */
const SETTLED: ReadonlySet<DeploymentState> = new Set(["steady", "rolled back", "failed"]);
const ENDS: ReadonlySet<DeploymentState> = new Set(["rolling back", "rolled back", "failed"]);

/** What was seen of one service before. */
interface Seen {
  readonly state: DeploymentState;
  readonly progress: string;
  readonly health?: Health;
  /** Deployments that ECS went for, the last one last. */
  readonly primaries: readonly string[];
  /** The deployment that was at its end before the watch began: ECS lists the next one a little late. */
  readonly past?: string;
}

/** Looks at services, again and again, and says what is new. */
export class Look {
  private readonly seen = new Map<string, Seen>();
  /** What is said once. */
  private readonly said = new Set<string>();

  constructor(
    private readonly services: readonly RunningService[],
    private readonly clients: Clients,
    private readonly say: (line: string) => void,
  ) {}

  async again(): Promise<void> {
    const limits = { abortSignal: AbortSignal.timeout(MAX_MS) };
    const found = await this.asked("the services", () =>
      describeServices(this.services, this.clients.ecs, limits),
    );
    const news = await Promise.all(
      this.services.map(async (each) => {
        const service = found?.get(each.name);
        return service === undefined ? [] : this.news(each, service, limits);
      }),
    );
    // In the order of the services, however fast each answer came.
    news.flat().forEach((line) => this.say(line));
  }

  private async news(running: RunningService, service: Service, limits: Limits): Promise<readonly string[]> {
    const { name } = running;
    const before = this.seen.get(name);
    const rollout = rolloutOf(service);
    const isQuiet = rollout.state === "steady" && before?.state === "steady";
    const newest =
      movesRequests(service) && !isQuiet
        ? await this.asked(`deployment of ${name}`, () => newestDeployment(running, this.clients.ecs, limits))
        : undefined;
    const past = before ? before.past : newest && isSettled(newest) ? newest.serviceDeploymentArn : undefined;
    const moved = newest?.serviceDeploymentArn === past ? undefined : newest;
    const state = (moved && stateOf(moved)) ?? remembered(rollout, before);
    const progress = progressOf({ ...rollout, state }, service, moved && stageOf(moved));
    const isSame = isQuiet && before.progress === progress && isWhole(before.health);
    const health = isSame
      ? before.health
      : ((await this.asked(`targets of ${name}`, () => targetHealth(service, this.clients.elb, limits))) ??
        before?.health);
    this.seen.set(name, {
      state,
      progress,
      ...(health && { health }),
      primaries: grown(before?.primaries ?? [], rollout.primary?.id ?? ""),
      ...(past !== undefined && { past }),
    });
    const first = before === undefined && SETTLED.has(state);
    const end = ENDS.has(state)
      ? this.once(endKey(name, rollout, moved), endOf(name, state, rollout, moved))
      : [];
    const line = lineOf(progress, health);
    // A deployment that begins and ends between two looks leaves the numbers as they were.
    const isAnother = before !== undefined && before.primaries.at(-1) !== (rollout.primary?.id ?? "");
    const isNews = before === undefined || isAnother || line !== lineOf(before.progress, before.health);
    return first ? [] : [...end, ...(isNews ? [`${name}: ${line}`] : [])];
  }

  /** A question that fails is no end: the next look asks again. */
  private async asked<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      const words = wordsOf(error as Error);
      this.once(
        `${what} ${words}`,
        `${what} could not be looked at, ${words}; the deployment goes on`,
      ).forEach((line) => this.say(line));
      return undefined;
    }
  }

  private once(key: string, line: string): readonly string[] {
    if (this.said.has(key)) return [];
    this.said.add(key);
    return [line];
  }
}

const isSettled = (deployment: ServiceDeployment): boolean => SETTLED.has(stateOf(deployment) ?? "steady");

const grown = (ids: readonly string[], id: string): readonly string[] =>
  ids.at(-1) === id ? ids : [...ids, id];

/** ECS forgets a deployment that it gave up: one that comes back after another is a rollback, whatever it says. */
function remembered({ primary, state }: Rollout, before: Seen | undefined): DeploymentState {
  const id = primary?.id ?? "";
  const primaries = before?.primaries ?? [];
  const last = primaries.lastIndexOf(id);
  const cameBack = last >= 0 && primaries.slice(primaries.indexOf(id)).some((each) => each !== id);
  const returned = cameBack || (last === primaries.length - 1 && before?.state === "rolling back");
  if (!returned) return state;
  return state === "steady" ? "rolled back" : state === "rolling out" ? "rolling back" : state;
}

const isWhole = (health: Health | undefined): boolean =>
  health === undefined || health.healthy === health.registered;

const lineOf = (progress: string, health: Health | undefined): string =>
  [progress, ...(health ? [healthText(health)] : [])].join(", ");

const endKey = (name: string, { primary }: Rollout, moved: ServiceDeployment | undefined): string =>
  `end of ${name} ${moved?.serviceDeploymentArn ?? primary?.id ?? ""}`;

function endOf(
  name: string,
  state: DeploymentState,
  { failed, primary }: Rollout,
  moved: ServiceDeployment | undefined,
): string {
  const reason = moved ? reasonOf(moved) : (failed ?? primary)?.rolloutStateReason;
  const what =
    state === "failed"
      ? "the deployment failed"
      : moved
        ? "ECS goes back"
        : `ECS goes back to ${lastPart(primary?.taskDefinition)}`;
  return `${name}: ${what}, ${reason ?? "it does not say why"}`;
}

const wordsOf = (error: Error): string =>
  error.name === "AbortError" || error.name === "TimeoutError"
    ? `no answer within ${MAX_MS / 1000} seconds`
    : anyWords(error);
