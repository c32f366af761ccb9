import { get } from "../../emulator/loopback";

/** What a caller saw while something else happened. */
export interface Seen {
  readonly requests: number;
  /** One line per request that did not answer 200: time, status or error. */
  readonly failures: readonly string[];
  /** Distinct values of `read`, in the order in which they were first seen. */
  readonly values: readonly string[];
}

/** Sends requests one after the other in each of `callers` loops while `work` lasts, and for a second after it. */
export async function underLoad(
  address: string,
  read: (body: string) => string,
  callers: number,
  work: () => Promise<void>,
): Promise<Seen> {
  let requests = 0;
  const failures: string[] = [];
  const values = new Set<string>();
  const over = new AbortController();
  const caller = async () => {
    while (!over.signal.aborted) {
      const at = new Date().toISOString();
      requests += 1;
      try {
        const { status, body } = await get(address);
        if (status === 200) values.add(read(body));
        else failures.push(`${at} status ${status}: ${body.slice(0, 200)}`);
      } catch (error) {
        failures.push(`${at} ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const running = Array.from({ length: callers }, caller);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } finally {
    over.abort();
    await Promise.all(running);
  }
  return { requests, failures, values: [...values] };
}
