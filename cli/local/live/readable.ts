/** What a line of JSON says beside its own time, and what the view says already. */
const SAID = new Set([
  "time",
  "timestamp",
  "ts",
  "service",
  "environment",
  "level",
  "severity",
  "message",
  "msg",
]);

/** A log line for a narrow place: an object of JSON as its level, message and the other fields, anything else as it is. */
export function readable(message: string): string {
  const fields = objectOf(message);
  if (fields === undefined) return message;
  const text = (name: string): string[] => (name in fields ? [shown(fields[name])] : []);
  const rest = Object.entries(fields).flatMap(([name, value]) =>
    SAID.has(name) ? [] : [`${name}=${shown(value)}`],
  );
  return [...text("level"), ...text("severity"), ...text("message"), ...text("msg"), ...rest].join(" ");
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function objectOf(message: string): Readonly<Record<string, unknown>> | undefined {
  if (!message.startsWith("{")) return undefined;
  try {
    return JSON.parse(message) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
