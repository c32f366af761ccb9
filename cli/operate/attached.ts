import type { Exec } from "dockerode";
import type { Readable, Writable } from "node:stream";
import type { ReadStream, WriteStream } from "node:tty";
import { docker } from "../../toolchain/docker-client";

/** What a command in a container reads and writes. */
export interface Streams {
  readonly input: Readable & Partial<Pick<ReadStream, "setRawMode">>;
  readonly output: Writable & Partial<Pick<WriteStream, "columns" | "rows">>;
  readonly errors: Writable;
  /** Both ends are a terminal, and the command gets one. */
  readonly tty: boolean;
}

/** Those of this process; with `json` the standard output is for a document, and the command writes to the error stream. */
export function ownStreams(json: boolean): Streams {
  const { stderr: errors, stdin: input, stdout } = process;
  return {
    input,
    output: json ? errors : stdout,
    errors,
    tty: !json && input.isTTY && stdout.isTTY,
  };
}

/** Starts a prepared command and connects it, until it has ended or is given up. */
export async function attached(
  exec: Exec,
  { errors, input, output, tty }: Streams,
  givenUp: AbortSignal,
): Promise<void> {
  const connection = await exec.start({ hijack: true, stdin: true, Tty: tty });
  const resize = () => {
    // A command that has ended meanwhile has no window.
    exec.resize({ h: output.rows ?? 24, w: output.columns ?? 80 }).catch(() => undefined);
  };
  if (tty) {
    input.setRawMode?.(true);
    output.on("resize", resize);
    resize();
    connection.on("data", (chunk: Buffer) => output.write(chunk));
  } else {
    docker().modem.demuxStream(connection, output, errors);
  }
  input.pipe(connection);
  try {
    await new Promise<void>((resolve) => {
      // A command may end before it has read all that it was given, which is an error of the connection.
      connection.once("end", resolve).once("close", resolve).once("error", resolve);
      givenUp.addEventListener("abort", () => resolve(), { once: true });
      // A signal may have come while the command was started.
      if (givenUp.aborted) resolve();
    });
  } finally {
    input.unpipe(connection);
    output.removeListener("resize", resize);
    if (tty) input.setRawMode?.(false);
    // An input that nobody ends would keep this process.
    input.destroy();
    connection.destroy();
  }
}
