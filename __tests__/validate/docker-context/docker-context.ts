import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { ConfigurationError } from "../../../environments/errors";
import { findGo, GO_ENVIRONMENT } from "../../../toolchain/go";
import { ensurePulledImage } from "../../../toolchain/images/pull";
import { detectNetwork } from "../../../toolchain/network";
import { terminalProgress } from "../../../toolchain/progress";
import { goBuild } from "../../../toolchain/providers/go-build";

const WHY =
  "no container registry answers and Docker's own reader of build contexts is built from its Go modules";

/** What BuildKit's client sends for a build, or why it refuses; see main.go. */
export interface Sent {
  readonly error?: string;
  /** Hashes of what BuildKit reads as the Dockerfile and as the ignore file. */
  readonly dockerfile?: string;
  readonly ignore?: string;
  readonly sent: readonly { readonly path: string }[] | null;
}

/** Docker's own packages, in one process for all builds of a folder. */
export class DockerContext {
  private readonly answers: AsyncIterator<string, undefined>;

  private constructor(private readonly process: ChildProcessByStdio<Writable, Readable, null>) {
    this.answers = createInterface(process.stdout)[Symbol.asyncIterator]();
  }

  /** Starts it on this machine where Go is installed, and else, on an open network, in a container of Go. */
  static async start(folder: string): Promise<DockerContext> {
    const [program = "", ...args] = await commandFor(folder);
    return new DockerContext(spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] }));
  }

  async sent(context: string, dockerfile: string): Promise<Sent> {
    this.process.stdin.write(`${JSON.stringify({ context, dockerfile })}\n`);
    const { value } = await this.answers.next();
    if (value === undefined) throw new Error("docker-context ended without an answer");
    return JSON.parse(value) as Sent;
  }

  async end(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.stdin.end();
    await ended;
  }
}

async function commandFor(folder: string): Promise<string[]> {
  try {
    const output = join(folder, "docker-context");
    const go = await findGo(__dirname, process.env, WHY);
    await goBuild(
      { go, module: __dirname, mainPackage: ".", output, doing: "building docker-context" },
      () => undefined,
    );
    return [output];
  } catch (error) {
    if (!(error instanceof ConfigurationError) || (await detectNetwork()) === "closed") throw error;
    return inContainer(folder);
  }
}

async function inContainer(folder: string): Promise<string[]> {
  const image = await ensurePulledImage(`golang:${goVersion()}-alpine`, terminalProgress());
  const settings = Object.entries(GO_ENVIRONMENT).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const folders = ["--volume", `${folder}:${folder}`, "--volume", `${__dirname}:/module:ro`];
  return [
    "docker",
    "run",
    "--rm",
    "--interactive",
    ...settings,
    ...folders,
    "--workdir",
    "/module",
    image,
  ].concat(["go", "run", "."]);
}

/** Returns the version that go.mod asks for. */
function goVersion(): string {
  const [, version] = /^go (\S+)$/m.exec(goModule(__dirname)) ?? [];
  if (version === undefined) throw new Error("go.mod must have a go line");
  return version;
}

/** Returns the text of a folder's go.mod. */
export const goModule = (folder: string): string => readFileSync(join(folder, "go.mod"), "utf8");
