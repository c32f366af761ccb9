const levels = ["debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof levels)[number];
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export const logLevels: readonly LogLevel[] = levels;

/** One JSON object a line on standard output, which is where ECS and Docker pick logs up. */
export function createLog(
  least: LogLevel,
  base: LogFields,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (levels.indexOf(level) < levels.indexOf(least)) return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...base, ...fields })}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** An error as log fields; the stack tells the developer where, the message tells the operator what. */
export function errorFields(error: unknown): LogFields {
  return error instanceof Error ? { error: error.message, stack: error.stack } : { error: String(error) };
}
