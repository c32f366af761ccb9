import { createContext, Script } from "node:vm";

/** Time of one case on a processor; by the clock it takes longer on a busy machine. */
export const MAX_CASE_SECONDS = 2;
/** A case that takes so many times as long by the clock is stopped, so that one that never ends is found too. */
const MAX_WAIT_FACTOR = 15;

const context: { run?: () => unknown } = createContext({});
const script = new Script("run()");

/**
 * Runs a case. One that is slow runs a second time, as the first may have loaded modules, or collected the garbage of
 * others.
 *
 * @param maxSeconds of a processor
 * @param maxWaitSeconds by the clock, after which it is stopped
 * @throws what `run` throws, and when it takes too long, also when it would never end
 */
export function withinTime<T>(
  run: () => T,
  maxSeconds = MAX_CASE_SECONDS,
  maxWaitSeconds = maxSeconds * MAX_WAIT_FACTOR,
): T {
  const { seconds, outcome } = timed(run, maxWaitSeconds);
  if (seconds <= maxSeconds) return outcome();
  const again = timed(run, maxWaitSeconds);
  if (again.seconds <= maxSeconds) return again.outcome();
  throw new Error(`a case must take at most ${maxSeconds} s, got ${again.seconds.toFixed(1)} s`);
}

function timed<T>(
  run: () => T,
  maxWaitSeconds: number,
): { readonly seconds: number; readonly outcome: () => T } {
  const began = process.cpuUsage();
  const outcome = outcomeOf(run, maxWaitSeconds);
  const { user, system } = process.cpuUsage(began);
  return { seconds: (user + system) / 1e6, outcome };
}

function outcomeOf<T>(run: () => T, maxWaitSeconds: number): () => T {
  context.run = run;
  try {
    const result = script.runInContext(context, { timeout: maxWaitSeconds * 1000 }) as T;
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
