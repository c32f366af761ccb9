import { stripVTControlCharacters } from "node:util";
import type { Colors } from "../../../toolchain/colors";
import { duration } from "../../../toolchain/progress";
import { readable } from "./readable";
import { byClass, type LiveService, type LiveState, type LiveTask } from "./state";
import { table, type Column } from "./table";

export interface Size {
  /** Characters. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
}

/** Lines of the log that are worth more than the list of tasks. */
const MIN_LOG_LINES = 4;
const CLASSES = ["2xx", "3xx", "4xx", "5xx"] as const;

/** The whole view: never more lines than the terminal has, never longer ones. */
export function compose(state: LiveState, { width, height }: Size, colors: Colors): string[] {
  const top = [
    ...head(state, width, colors),
    "",
    ...services(state, width, colors),
    ...note(state, width, colors),
  ];
  const tasks = state.tasks.length === 0 ? [] : ["", ...taskTable(state, width, colors)];
  const left = height - top.length;
  // Tasks that do not fit go before the last lines of the log do.
  const whole = left - tasks.length - MIN_LOG_LINES - 2 >= 0 ? tasks : [];
  const room = left - whole.length - 2;
  const log = room > 0 ? ["", colors.bold("LOG"), ...logLines(state, width, room, colors)] : [];
  return [...top, ...whole, ...log].slice(0, height);
}

function head({ environment, address, now, problem }: LiveState, width: number, colors: Colors): string[] {
  const left = `slipway ${environment}${address === undefined ? "" : `  ${address}`}`;
  const right = `${clock(new Date(now).toISOString())}  q quits`;
  const title = left.padEnd(width - right.length);
  const line =
    title.length + right.length > width ? left.slice(0, width) : `${colors.bold(title)}${colors.dim(right)}`;
  return problem === undefined
    ? [line]
    : [line, colors.red(`what is shown is older: ${clean(problem)}`.slice(0, width))];
}

function services({ services: rows }: LiveState, width: number, colors: Colors): string[] {
  const state: Column<LiveService>["paint"] = (text, { state: is }) =>
    is === "steady" ? colors.green(text) : is === "rolling out" ? colors.yellow(text) : colors.red(text);
  const whole = (have: number, want: number) => (text: string) => (have < want ? colors.yellow(text) : text);
  const columns: Column<LiveService>[] = [
    { head: "SERVICE", rank: 0, text: ({ name }) => name, paint: colors.bold },
    { head: "STATE", rank: 0, text: (row) => row.state, paint: state },
    {
      head: "TASKS",
      rank: 0,
      right: true,
      text: ({ running, desired }) => `${running}/${desired}`,
      paint: (text, { running, desired }) => whole(running, desired)(text),
    },
    {
      head: "HEALTHY",
      rank: 2,
      right: true,
      text: ({ targets }) => (targets ? `${targets.healthy}/${targets.registered}` : "-"),
      paint: (text, { targets }) => whole(targets?.healthy ?? 0, targets?.registered ?? 0)(text),
    },
    { head: "REQ/S", rank: 1, right: true, text: ({ rate }) => (rate === undefined ? "-" : rate.toFixed(1)) },
    ...CLASSES.map((name): Column<LiveService> => ({
      head: name.toUpperCase(),
      rank: 3,
      right: true,
      text: ({ answers }) => (answers ? String(byClass(answers)[name] ?? 0) : "-"),
      paint: (text, { answers = {} }) =>
        name === "5xx" && (byClass(answers)[name] ?? 0) > 0 ? colors.red(text) : text,
    })),
  ];
  return table(columns, rows, width, colors.dim);
}

/** What the numbers are. */
function note({ services: rows }: LiveState, width: number, colors: Colors): string[] {
  const routed = rows.filter(({ targets }) => targets !== undefined);
  if (routed.length === 0) return [];
  const counted = routed.some(({ answers }) => answers !== undefined);
  const text = counted
    ? "requests through the load balancer since the service was made, without health checks"
    : "this emulator does not count requests";
  return [colors.dim(text.slice(0, width))];
}

function taskTable({ tasks, now }: LiveState, width: number, colors: Colors): string[] {
  const columns: Column<LiveTask>[] = [
    { head: "TASK", rank: 0, text: ({ id }) => id },
    { head: "SERVICE", rank: 0, text: ({ service }) => service },
    { head: "STATUS", rank: 1, text: ({ status }) => status.toLowerCase() },
    {
      head: "HEALTH",
      rank: 2,
      text: ({ health }) => health.toLowerCase(),
      paint: (text, { health }) =>
        health === "HEALTHY"
          ? colors.green(text)
          : health === "UNHEALTHY"
            ? colors.red(text)
            : colors.dim(text),
    },
    {
      head: "UP",
      rank: 3,
      right: true,
      text: ({ startedAt }) => (startedAt === undefined ? "-" : duration(Math.max(0, now - startedAt))),
    },
  ];
  return table(columns, tasks, width, colors.dim);
}

function logLines(
  { lines, services: rows }: LiveState,
  width: number,
  room: number,
  colors: Colors,
): string[] {
  if (lines.length === 0) return [colors.dim("no line yet".slice(0, width))];
  const wide = Math.max(...rows.map(({ name }) => name.length));
  return lines.slice(-room).map(({ time, service, message }) => {
    const when = `${clock(time)} ${service.padEnd(wide)} `;
    const line = `${when}${clean(readable(message))}`.slice(0, width);
    return line.length <= when.length
      ? line
      : `${colors.dim(line.slice(0, when.length))}${line.slice(when.length)}`;
  });
}

/** Local time of day. */
const clock = (time: string): string => new Date(time).toTimeString().slice(0, 8);

/** One line without anything that moves the cursor. */
const clean = (text: string): string =>
  stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
