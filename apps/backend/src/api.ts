import type { Config } from "./config";
import type { DatabaseAnswer } from "./database";
import type { Task } from "./task";

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiContext {
  readonly config: Pick<Config, "environment" | "greeting" | "nodeEnv" | "release">;
  readonly task: Task;
  readonly hostname: string;
  readonly startedAt: Date;
  readonly now: () => Date;
  readonly draining: () => boolean;
  readonly database: () => Promise<DatabaseAnswer>;
}

/** The body of `GET /api/info`, which the frontend shows. */
export interface Info {
  readonly service: "backend";
  readonly greeting: string;
  readonly release: string;
  readonly environment: string;
  readonly nodeEnv: string;
  readonly task: string;
  readonly taskDefinition?: string;
  readonly zone?: string;
  readonly node: string;
  readonly startedAt: string;
  readonly uptimeSeconds: number;
}

type Route = (context: ApiContext) => Answer | Promise<Answer>;

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["/health", health],
  ["/api/health", health],
  ["/api/info", (context) => ({ status: 200, body: info(context) })],
  ["/api/database", (context) => context.database()],
]);

/** Every answer of the API, as data: no sockets, no clock of its own. `path` has no query. */
export function answer(method: string, path: string, context: ApiContext): Answer | Promise<Answer> {
  const route = routes.get(path);
  if (route === undefined) return { status: 404, body: { error: "not found", path } };
  if (method !== "GET" && method !== "HEAD") {
    return {
      status: 405,
      body: { error: "method not allowed", method, path },
      headers: { allow: "GET, HEAD" },
    };
  }
  return route(context);
}

/**
 * Stays 200 while the server drains: it still answers, and whoever sent SIGTERM has already decided to send no more.
 */
function health(context: ApiContext): Answer {
  return {
    status: 200,
    body: { status: context.draining() ? "draining" : "ok", uptimeSeconds: uptimeSeconds(context) },
  };
}

function info(context: ApiContext): Info {
  const { config, task } = context;
  return {
    service: "backend",
    greeting: config.greeting,
    release: config.release ?? task.imageTag ?? "unreleased",
    environment: config.environment,
    nodeEnv: config.nodeEnv,
    task: task.id ?? context.hostname,
    taskDefinition: task.definition,
    zone: task.zone,
    node: process.version,
    startedAt: context.startedAt.toISOString(),
    uptimeSeconds: uptimeSeconds(context),
  };
}

function uptimeSeconds(context: ApiContext): number {
  return Math.floor((context.now().getTime() - context.startedAt.getTime()) / 1_000);
}
