import { createLogUpdate } from "log-update";
import { setTimeout } from "node:timers/promises";
import type { WriteStream } from "node:tty";
import type { Environment } from "../../../environments/model";
import { colorsFor } from "../../../toolchain/colors";
import { withClients } from "../../deploy/clients";
import { LogReader } from "../../operate/logs/reading";
import { sourcesOf } from "../../operate/logs/sources";
import { exitCodeOf } from "../../report";
import { compose } from "./picture";
import { plainLines } from "./plain";
import { LiveLook } from "./look";
import type { LiveState } from "./state";

const LOOK_MS = 1000;
/** Log lines of this long ago are there from the beginning. */
const PAST_MS = 10 * 60_000;
const CTRL_C = "\u0003";
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Shows the environment until the user ends it; gives the exit code. */
export async function view(environment: Environment): Promise<number> {
  const sources = sourcesOf(environment, environment.services);
  const end = ending();
  try {
    return await withClients(environment, async (clients) => {
      const logs = new LogReader(clients.logs, { sources }, Date.now() - PAST_MS);
      const look = new LiveLook(environment, clients, logs, end.signal);
      const shown = process.stdout.isTTY ? onTerminal() : inLines();
      try {
        for (;;) {
          const state = await Promise.race([look.again(), end.code]);
          if (typeof state === "number") return state;
          shown.show(state);
          // The end cuts the pause short.
          await setTimeout(LOOK_MS, undefined, { signal: end.signal }).catch(() => undefined);
          if (end.signal.aborted) return await end.code;
        }
      } finally {
        shown.close();
      }
    });
  } finally {
    end.close();
  }
}

interface Shown {
  readonly show: (state: LiveState) => void;
  readonly close: () => void;
}

/** A picture that is drawn over the one before, and again when the terminal's size changes. */
function onTerminal(): Shown {
  const colors = colorsFor(process.stdout);
  const screen = sized(process.stdout);
  const update = createLogUpdate(screen);
  let last: LiveState | undefined;
  const draw = (): void => {
    if (last === undefined) return;
    // The cursor takes the last line.
    const size = { width: screen.columns, height: screen.rows - 1 };
    update(compose(last, size, colors).join("\n"));
  };
  process.stdout.on("resize", draw);
  return {
    show: (state) => {
      last = state;
      draw();
    },
    close: () => {
      process.stdout.removeListener("resize", draw);
      update.clear();
      // Shows the cursor again.
      update.done();
    },
  };
}

/** The terminal, as 80 by 24 when it reports a size of 0: log-update draws nothing on a terminal of 0 rows. */
function sized(terminal: WriteStream): WriteStream {
  const defaults = { columns: 80, rows: 24 };
  return new Proxy(terminal, {
    get: (_, name): unknown =>
      name === "columns" || name === "rows" ? terminal[name] || defaults[name] : Reflect.get(terminal, name),
  });
}

function inLines(): Shown {
  let last: LiveState | undefined;
  return {
    show: (state) => {
      for (const line of plainLines(last, state)) console.log(line);
      last = state;
    },
    close: () => undefined,
  };
}

/** The end of the view: a signal, or a key where keys can be read. */
function ending() {
  const controller = new AbortController();
  const { promise: code, resolve } = Promise.withResolvers<number>();
  const end = (exitCode: number): void => {
    resolve(exitCode);
    controller.abort();
  };
  const onSignal = (signal: NodeJS.Signals): void => end(exitCodeOf(signal));
  const onKey = (key: string): void => {
    if (key === CTRL_C) end(exitCodeOf("SIGINT"));
    else if (key === "q" || key === "Q") end(0);
  };
  const { stdin, stdout } = process;
  const keys = stdin.isTTY && stdout.isTTY;
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (keys) stdin.setRawMode(true).setEncoding("utf8").on("data", onKey).resume();
  return {
    code,
    signal: controller.signal,
    close: () => {
      for (const signal of SIGNALS) process.removeListener(signal, onSignal);
      if (keys) stdin.setRawMode(false).removeListener("data", onKey).pause();
    },
  };
}
