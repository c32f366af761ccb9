/** The part of `GET /api/info` that the page shows. */
export interface Info {
  readonly greeting: string;
  readonly release: string;
  readonly environment: string;
  readonly task: string;
  readonly taskDefinition?: string;
  readonly zone?: string;
  readonly node: string;
  readonly uptimeSeconds: number;
}

/** What one question to the backend came to. */
export type Check =
  | { readonly kind: "answered"; readonly at: Date; readonly latencyMs: number; readonly info: Info }
  | { readonly kind: "failed"; readonly at: Date; readonly latencyMs: number; readonly reason: string };

export interface Clock {
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number;
  readonly now: () => Date;
}

type Fetch = (
  url: string,
  init: { readonly cache: "no-store"; readonly signal: AbortSignal },
) => Promise<Pick<Response, "ok" | "status" | "json">>;

/** Milliseconds after which a question counts as unanswered. */
export const limitMs = 8_000;

const systemClock: Clock = { elapsed: () => performance.now(), now: () => new Date() };

/** Asks the backend through the origin that served the page; every outcome is a value, nothing is thrown. */
export async function checkBackend(get: Fetch, clock: Clock = systemClock): Promise<Check> {
  const started = clock.elapsed();
  const measured = () => ({ at: clock.now(), latencyMs: clock.elapsed() - started });
  const failed = (reason: string): Check => ({ kind: "failed", ...measured(), reason });
  try {
    const response = await get("/api/info", { cache: "no-store", signal: AbortSignal.timeout(limitMs) });
    if (!response.ok) return failed(statusReason(response.status));
    const info = parseInfo(await response.json());
    if (info === undefined) return failed("Something answered, but it was not the backend.");
    return { kind: "answered", ...measured(), info };
  } catch (error) {
    return failed(failureReason(error));
  }
}

function statusReason(status: number): string {
  switch (status) {
    case 404:
      return "The load balancer has no rule that leads to the backend (404).";
    case 502:
      return "The backend closed the connection or is not there (502).";
    case 503:
      return "The load balancer has no backend task to send the request to (503).";
    case 504:
      return "The backend did not answer the load balancer in time (504).";
    default:
      return `The backend answered with status ${status}.`;
  }
}

function failureReason(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") return `No answer within ${limitMs / 1_000} seconds.`;
  if (name === "SyntaxError") return "Something answered, but it was not the backend.";
  return "The connection failed: is the load balancer running?";
}

/** Undefined unless it has everything that the page needs. */
export function parseInfo(value: unknown): Info | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined => {
    const field = fields[name];
    return typeof field === "string" && field !== "" ? field : undefined;
  };
  const [greeting, release, environment] = [text("greeting"), text("release"), text("environment")];
  const [task, node, uptimeSeconds] = [text("task"), text("node"), fields.uptimeSeconds];
  if (greeting === undefined || release === undefined || environment === undefined) return undefined;
  if (task === undefined || node === undefined || typeof uptimeSeconds !== "number") return undefined;
  const optional = { taskDefinition: text("taskDefinition"), zone: text("zone") };
  return { greeting, release, environment, task, node, uptimeSeconds, ...optional };
}
