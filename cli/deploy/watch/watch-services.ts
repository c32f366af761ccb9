import { setTimeout } from "node:timers/promises";
import { Look } from "./look";
import type { Clients, RunningService } from "./running-service";

const POLL_MS = 2000;

export interface Watch {
  /** Looks once more, so that the end is said too, and ends. */
  stop(): Promise<void>;
}

/**
 * Says a line for each service whose numbers have changed, beginning with the first one that is not steady. A look
 * that fails is said once and ends nothing.
 */
export function watchServices(
  services: readonly RunningService[],
  clients: Clients,
  say: (line: string) => void,
  pollMs = POLL_MS,
): Watch {
  const look = new Look(services, clients, say);
  const stopping = new AbortController();
  const ended = until(stopping.signal, pollMs, look);
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

async function until(signal: AbortSignal, pollMs: number, look: Look): Promise<void> {
  while (!signal.aborted) {
    await look.again();
    // The end cuts the pause short.
    await setTimeout(pollMs, undefined, { signal }).catch(() => undefined);
  }
  await look.again();
}
