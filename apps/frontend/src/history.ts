import type { Check, Info } from "./backend";

/** Newest last. */
export type History = readonly Check[];

export type State = "checking" | "up" | "slow" | "down";

/** A backend task that answered at least once. */
export interface SeenTask {
  readonly info: Info;
  readonly answers: number;
  readonly lastAt: Date;
}

/** Checks kept and drawn. */
export const historyLength = 48;

/** Milliseconds from which an answer is called slow. */
export const slowMs = 1_000;

export function remember(history: History, check: Check): History {
  return [...history, check].slice(-historyLength);
}

/** @param waiting a question has been open for longer than `slowMs` */
export function stateOf(history: History, waiting: boolean): State {
  const last = history.at(-1);
  if (last?.kind === "failed") return "down";
  if (waiting) return "slow";
  if (last === undefined) return "checking";
  return last.latencyMs >= slowMs ? "slow" : "up";
}

/** The newest answer, however many failures came after it. */
export function lastAnswer(history: History): Extract<Check, { kind: "answered" }> | undefined {
  return history.findLast((check) => check.kind === "answered");
}

/** Tasks in the order of their last answer, newest first. */
export function tasksSeen(history: History): readonly SeenTask[] {
  const seen = new Map<string, SeenTask>();
  for (const check of history) {
    if (check.kind === "failed") continue;
    const { task } = check.info;
    const answers = (seen.get(task)?.answers ?? 0) + 1;
    seen.set(task, { info: check.info, answers, lastAt: check.at });
  }
  return [...seen.values()].sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime());
}

/** Middle latency of the answers, in milliseconds; undefined when there is none. */
export function medianLatency(history: History): number | undefined {
  const sorted = history
    .filter((check) => check.kind === "answered")
    .map((check) => check.latencyMs)
    .sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
