import type { Answers } from "./state";

const ASK_MS = 2000;

/** What the emulator's load balancers answered, by target group; `undefined` on an emulator that does not count. */
export async function requestCounts(
  endpoint: string,
): Promise<Readonly<Record<string, Answers>> | undefined> {
  try {
    const answer = await fetch(`${endpoint}/_slipway/requests`, { signal: AbortSignal.timeout(ASK_MS) });
    if (!answer.ok) return undefined;
    const { targetGroups } = (await answer.json()) as {
      readonly targetGroups?: Readonly<Record<string, Answers>>;
    };
    return targetGroups;
  } catch {
    // The other questions say it when the emulator itself does not answer.
    return undefined;
  }
}

/** The sum over the target groups of one service. */
export function answersOf(groups: readonly string[], counts: Readonly<Record<string, Answers>>): Answers {
  const sum: Record<string, number> = {};
  for (const group of groups) {
    for (const [status, count] of Object.entries(counts[group] ?? {}))
      sum[status] = (sum[status] ?? 0) + count;
  }
  return sum;
}

/** Requests a second of each service over the last looks. */
export class Rates {
  private readonly looks: { readonly time: number; readonly totals: ReadonlyMap<string, number> }[] = [];

  /** @param windowMs time over which is averaged */
  constructor(private readonly windowMs = 5000) {}

  /** Adds a look; gives a rate for each service that was counted before. */
  add(time: number, totals: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    this.looks.push({ time, totals });
    while (this.looks.length > 2 && time - (this.looks[1]?.time ?? time) >= this.windowMs) this.looks.shift();
    const [first] = this.looks;
    const seconds = (time - (first?.time ?? time)) / 1000;
    if (first === undefined || seconds <= 0) return new Map();
    return new Map(
      [...totals].flatMap(([service, total]) => {
        const before = first.totals.get(service);
        // A new emulator counts from nothing.
        return before === undefined ? [] : [[service, Math.max(0, total - before) / seconds] as const];
      }),
    );
  }
}
