/** Numbers of resources that an apply has finished. */
export interface Completed {
  readonly created: number;
  readonly changed: number;
  readonly destroyed: number;
}

export const NOTHING: Completed = { created: 0, changed: 0, destroyed: 0 };

/** Counts what Terraform reports as complete: `aws_lb.web: Creation complete after 2s [id=...]`. */
export function completedIn(lines: readonly string[]): Completed {
  const count = (word: string): number =>
    lines.filter((line) => line.includes(`: ${word} complete after `)).length;
  return { created: count("Creation"), changed: count("Modifications"), destroyed: count("Destruction") };
}

/** `3 created, 1 changed`; `nothing changed` when there is nothing to count. */
export function completedText(completed: Completed): string {
  const parts = Object.entries(completed).filter(([, number]) => number > 0);
  return parts.length === 0
    ? "nothing changed"
    : parts.map(([word, number]) => `${number} ${word}`).join(", ");
}
