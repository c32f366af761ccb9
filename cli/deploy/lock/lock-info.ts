import { duration } from "../../../toolchain/progress";

/**
 * Terraform's lock on a state, as it writes it.
 *
 * Source: https://pkg.go.dev/github.com/hashicorp/terraform/internal/states/statemgr#LockInfo
 */
export interface StateLock {
  readonly id: string;
  /** `apply`, `plan`. */
  readonly operation: string;
  /** `user@host`. */
  readonly who: string;
  /** ISO 8601; as Terraform wrote it when that is no date. */
  readonly since: string;
}

interface Written {
  readonly ID?: string;
  readonly Operation?: string;
  readonly Who?: string;
  readonly Created?: string;
}

/** The lock object in the bucket; a text that is not one has no lock in it. */
export function parseLockObject(text: string): StateLock | undefined {
  try {
    return lockOf(JSON.parse(text) as Written);
  } catch {
    return undefined;
  }
}

/** The lock that an error of Terraform's names: `ID: ...`, `Operation: ...` behind `Lock Info:`. */
export function parseLockText(text: string): StateLock | undefined {
  const [, info] = text.split(/^\s*Lock Info:\s*$/m);
  if (info === undefined) return undefined;
  const field = (name: string) => new RegExp(`^\\s*${name}:[ \\t]*(.*?)\\s*$`, "m").exec(info)?.[1];
  return lockOf({
    ID: field("ID"),
    Operation: field("Operation"),
    Who: field("Who"),
    Created: field("Created"),
  });
}

function lockOf({ ID, Operation = "", Who = "", Created = "" }: Written): StateLock | undefined {
  if (ID === undefined || ID === "") return undefined;
  return {
    id: ID,
    operation: Operation.replace(/^OperationType/, "").toLowerCase(),
    who: Who,
    since: instant(Created),
  };
}

/** Go prints `2026-11-21 19:30:05.123456789 +0000 UTC` in an error, and ISO 8601 in the object. */
function instant(text: string): string {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(text) ?? [];
  return date === undefined || time === undefined ? text : `${date}T${time}Z`;
}

/** Who holds it, since when and for what, for people. */
export function lockText(stack: string, { id, operation, who, since }: StateLock, now = Date.now()): string {
  const age = now - Date.parse(since);
  const ago = Number.isNaN(age) ? "" : ` (${duration(Math.max(age, 0))} ago)`;
  const doing = operation === "" ? "" : ` for terraform ${operation}`;
  return `${stack}: locked by ${who} since ${since}${ago}${doing}, ID ${id}`;
}
