import type { Exec } from "dockerode";
import { Duplex, PassThrough } from "node:stream";
import { attached, type Streams } from "../../../cli/operate/attached";

/** The other end of a command's connection. */
class Connection extends Duplex {
  readonly given: string[] = [];

  override _read(): void {
    // What there is to read is pushed by the test.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.given.push(chunk.toString());
    done();
  }
}

const never = new AbortController().signal;
let connection: Connection;
let raw: boolean[];
let sizes: object[];
let exec: Exec;
let terminal: PassThrough & { setRawMode: (mode: boolean) => never; columns: number; rows: number };
beforeEach(() => {
  connection = new Connection();
  [raw, sizes] = [[], []];
  exec = {
    start: () => Promise.resolve(connection),
    resize: (size: object) => Promise.resolve(sizes.push(size)),
  } as unknown as Exec;
  terminal = Object.assign(new PassThrough(), {
    setRawMode: (mode: boolean) => raw.push(mode) as never,
    columns: 120,
    rows: 40,
  });
});

const streams = (tty: boolean): Streams & { readonly output: PassThrough; readonly errors: PassThrough } => ({
  input: terminal,
  output: Object.assign(new PassThrough(), { columns: 120, rows: 40 }),
  errors: new PassThrough(),
  tty,
});
const read = (stream: PassThrough): string => String(stream.read() ?? "");
/** A part of what a command without a terminal writes, as the engine frames it. */
const frame = (stream: 1 | 2, text: string): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(text.length, 4);
  return Buffer.concat([head, Buffer.from(text)]);
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

test("with a terminal: raw while it lasts, its size now and later, everything as it comes", async () => {
  const own = streams(true);
  const end = attached(exec, own, never);
  await soon();
  terminal.write("ls\r");
  connection.push("a  b\r\n");
  Object.assign(own.output, { columns: 80 }).emit("resize");
  await soon();
  connection.push(null);
  await end;
  expect([raw, sizes]).toEqual([
    [true, false],
    [
      { h: 40, w: 120 },
      { h: 40, w: 80 },
    ],
  ]);
  expect([connection.given, read(own.output), terminal.destroyed]).toEqual([["ls\r"], "a  b\r\n", true]);
});

test("without one: two streams, and what is piped in", async () => {
  const own = streams(false);
  const end = attached(exec, own, never);
  await soon();
  terminal.end("one\n");
  connection.push(frame(1, "inside\n"));
  connection.push(frame(2, "beside\n"));
  await soon();
  connection.push(null);
  await end;
  expect([connection.given, read(own.output), read(own.errors)]).toEqual([["one\n"], "inside\n", "beside\n"]);
  expect([raw, sizes]).toEqual([[], []]);
});

test("given up: the terminal is as before, and nothing is connected any longer", async () => {
  const abort = new AbortController();
  const end = attached(exec, streams(true), abort.signal);
  await soon();
  abort.abort();
  await end;
  expect([raw, connection.destroyed]).toEqual([[true, false], true]);
});

test("given up while it is started", async () => {
  const abort = new AbortController();
  const end = attached(exec, streams(false), abort.signal);
  abort.abort();
  await end;
  expect(connection.destroyed).toBe(true);
});

test("a connection that breaks is an end", async () => {
  const end = attached(exec, streams(false), never);
  await soon();
  connection.destroy(new Error("write EPIPE"));
  await end;
  expect(connection.destroyed).toBe(true);
});
