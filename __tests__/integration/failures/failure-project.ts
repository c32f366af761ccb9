import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { livingMarker } from "../../../cli/deploy/terraform/marker";
import { runningFolder } from "../../../cli/deploy/terraform/places";
import { startEmulator } from "../../../emulator/start";
import { Faults } from "../../support/faults";
import { Recorded } from "../../support/recorded";
import { root } from "../../support/synth-environment";
import { LocalProject, testEmulatorImage } from "../platform/local-project";
import type { DeployedApplication } from "./application";

/** The commands that deploy and destroy. */
export type Tool = "npx cdktf" | "npm run local" | "slipway deploy";

/** How a command ended. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** Seconds until the output matched; `undefined` when it never did. */
  readonly seconds: number | undefined;
}

export interface Watched {
  /** What the output must contain for the user to know. */
  readonly clear?: RegExp;
  /** Called once, when the output matches. */
  readonly at?: readonly [RegExp, (child: ChildProcess, environments: readonly string[]) => void];
}

/** cdktf prints Terraform's words for a screen of 80 columns, in boxes. */
const flat = (text: string) => stripVTControlCharacters(text).replace(/[\s\u2502]+/g, " ");

const LOOK_MS = 20;
/** Until a Terraform that holds its lock has changed something. */
const CHANGE_MS = 1000;
const CHANGES: ReadonlySet<string> = new Set(["apply", "destroy"]);
const DOCKERFILE = readFileSync(join(root, "__tests__/integration/releases/app/Dockerfile"), "utf8");
/** Small environments in one emulator, with a proxy in front of it that can answer with errors. */
export class FailureProject {
  private constructor(
    private readonly application: DeployedApplication,
    readonly local: LocalProject,
    readonly faults: Faults,
    readonly recorded: Recorded,
  ) {}

  static async start(
    application: DeployedApplication,
    environments: readonly string[],
  ): Promise<FailureProject> {
    const { project: folder } = application;
    // The AWS provider asks again 25 times, for minutes.
    folder.edit("stacks/target.ts", (text) =>
      text.replace(
        "skipRequestingAccountId: buckets,",
        "skipRequestingAccountId: buckets,\n      maxRetries: 2,",
      ),
    );
    // Exactly these: others build upon images of environments that are written anew here.
    folder.edit("environments/index.ts", (text) => {
      const imports = environments.map((name) => `import ${name} from "./${name}";\n`).join("");
      const register = `= { ${environments.join(", ")} };`;
      return imports + text.replaceAll(/^import \w+ from .*\n/gm, "").replace(/= \{ local.* \};/, register);
    });
    const emulator = await startEmulator({ image: testEmulatorImage() });
    const faults = await Faults.start(emulator.endpoint);
    const local = new LocalProject(folder, { ...emulator, endpoint: faults.endpoint });
    const recorded = new Recorded({ ...local.client, endpoint: emulator.endpoint });
    const project = new FailureProject(application, local, faults, recorded);
    for (const name of environments) project.environment(name);
    return project;
  }

  async stop(): Promise<void> {
    this.recorded.close();
    await this.faults.stop();
    await this.local.stop();
  }

  /** Writes an environment with one service and no load balancer, which alone would take a minute. */
  environment(name: string, image?: (context: string) => string): void {
    const context = JSON.stringify(this.application.context);
    writeFileSync(
      join(this.local.copy.path, `environments/${name}.ts`),
      `import { environment } from "./define";

export default environment({
  name: "${name}",
  account: "000000000000",
  region: "us-east-1",
  emulator: { endpoint: "http://localhost:4566" },
  network: { nat: "none", endpoints: false, flowLogs: false },
  services: { web: { image: ${image?.(context) ?? context}, stopTimeoutSeconds: 2, repository: { forceDelete: true } } },
});
`,
    );
  }

  /** Writes the Dockerfile, with lines at its end. */
  dockerfile(...lines: string[]): void {
    this.write("Dockerfile", `${DOCKERFILE}${lines.map((line) => `${line}\n`).join("")}`);
  }

  /** Makes the application another version. */
  version(version: string): void {
    this.write("version.json", JSON.stringify({ version, mode: "ok" }));
  }

  private write(file: string, text: string): void {
    writeFileSync(join(this.application.folder, file), text);
  }

  bootstrap(name: string): Promise<Outcome> {
    return this.run("cli/slipway.js", ["bootstrap", name], [name]);
  }

  /** Deploys an environment by one of the commands; `npm run local` deploys `local` whatever the name. */
  deploy(tool: Tool, name: string, watched: Watched = {}): Promise<Outcome> {
    if (tool === "npx cdktf") return this.cdktf("deploy", [name], watched);
    // An interrupt may leave what AWS made of a request that was given up; `npm run local` adopts it too.
    const args = tool === "npm run local" ? ["local", "up"] : ["deploy", name, "--adopt", "--yes"];
    return this.run("cli/slipway.js", args, [name], watched);
  }

  /** Destroys environments by one `npx cdktf destroy`. */
  destroy(names: readonly string[], watched: Watched = {}): Promise<Outcome> {
    return this.cdktf("destroy", names, watched);
  }

  private cdktf(verb: string, names: readonly string[], watched: Watched): Promise<Outcome> {
    const lock = process.env.SLIPWAY_SKIP_PROVIDER_LOCK === "1" ? ["--skip-provider-lock"] : [];
    return this.run(
      "cli/cdktf/start.js",
      [verb, ...names.map((name) => `${name}-*`), "--auto-approve", ...lock],
      names,
      watched,
    );
  }

  /**
   * Kills the first Terraform that changes a stack of one of the environments and holds its lock, and nothing that
   * started it.
   */
  async killTerraform(command: ChildProcess, environments: readonly string[]): Promise<void> {
    while (command.exitCode === null && command.signalCode === null) {
      const [record] = await this.changing(environments);
      // It has begun to create or to destroy, or ends meanwhile.
      await pause(record === undefined ? LOOK_MS : CHANGE_MS);
      const marker = record === undefined ? undefined : await livingMarker(record);
      if (marker === undefined || !CHANGES.has(marker.operation)) continue;
      process.kill(marker.pid, "SIGKILL");
      return;
    }
  }

  /** The records of processes that change stacks of the environments. */
  private async changing(environments: readonly string[]): Promise<string[]> {
    const folder = runningFolder(this.local.copy.path);
    const files = existsSync(folder) ? readdirSync(folder) : [];
    const stacks = files.filter((file) => environments.some((name) => file.startsWith(`${name}-`)));
    if (stacks.length === 0) return [];
    const locks = await this.recorded.locks();
    const records = await Promise.all(
      stacks.map(async (file) => {
        const key = file.replace("-", "/").replace(/json$/, "tfstate.tflock");
        const marker = await livingMarker(join(folder, file));
        return locks.includes(key) && CHANGES.has(marker?.operation ?? "") ? join(folder, file) : undefined;
      }),
    );
    return records.filter((each) => each !== undefined);
  }

  private async run(
    program: string,
    args: readonly string[],
    environments: readonly string[],
    { clear, at }: Watched = {},
  ): Promise<Outcome> {
    const { cwd, env } = this.local.started;
    const began = Date.now();
    const child = spawn(process.execPath, [join(cwd, program), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A kill of the group must not end the test.
      detached: true,
    });
    let output = "";
    let seconds: number | undefined;
    let reached = false;
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (clear?.test(flat(output)) === true) seconds ??= (Date.now() - began) / 1000;
      if (at === undefined || reached || !at[0].test(output)) return;
      reached = true;
      at[1](child, environments);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return { code, signal, output, seconds };
  }
}
