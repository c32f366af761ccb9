import { NotReadyError } from "../environments/errors";
import type { EmulatorEngine } from "./engine";

const ASK_MS = 3_000;
const PAUSE_MS = 100;

/** Why the emulator does not answer its health check; `undefined` when it does. */
export async function silence(
  endpoint: string,
  engine: EmulatorEngine,
  askMs = ASK_MS,
): Promise<string | undefined> {
  try {
    const response = await fetch(`${endpoint}${engine.healthPath}`, { signal: AbortSignal.timeout(askMs) });
    await response.arrayBuffer();
    return response.status === 200 ? undefined : `HTTP status ${response.status}`;
  } catch (error) {
    return reason(error, askMs);
  }
}

/** Refuses to go on with an emulator that does not answer within a time. */
export async function requireAnswer(
  endpoint: string,
  engine: EmulatorEngine,
  seconds: number,
): Promise<void> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const problem = await silence(endpoint, engine);
    if (problem === undefined) return;
    if (Date.now() >= limit) throw notAnswering(endpoint, engine, problem);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** The error for an emulator that should be there and is not. */
export function notAnswering(endpoint: string, engine: EmulatorEngine, problem: string): NotReadyError {
  return new NotReadyError("emulator", [
    `${engine.title} must answer at ${endpoint}${engine.healthPath}, got ${problem}; start it with: npm run local`,
  ]);
}

interface FetchError {
  readonly name?: string;
  readonly message?: string;
  readonly cause?: { readonly code?: string; readonly message?: string };
}

function reason(error: unknown, askMs: number): string {
  const { name, message, cause } = error as FetchError;
  if (name === "TimeoutError") return `no answer within ${askMs / 1000} s`;
  if (cause?.code === "ECONNREFUSED") return "connection refused";
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
