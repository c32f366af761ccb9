import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { get } from "../../../emulator/loopback";
import { startEmulator } from "../../../emulator/start";
import type { ReleaseRecord } from "../../../release/record";
import type { GitRepository } from "../../support/git-repository";
import { underLoad, type Seen } from "../../support/load";
import { ProjectCopy } from "../../support/project-copy";
import { root } from "../../support/synth-environment";
import { slipway, succeeded, type Finished, type Started } from "../../support/slipway";
import type { Ended } from "../../support/terraform";
import { Account } from "../platform/account";
import { LocalProject, testEmulatorImage } from "../platform/local-project";
import { emulatorWithFoundations } from "./foundations";

/** How an image of the test's application behaves. */
export type Mode = "ok" | "slow" | "crash" | "unhealthy";

/** Properties of one of the project's environments, as they stand in its file. */
export interface Written {
  /** TypeScript of the property `services`. */
  readonly services: string;
  /** TypeScript of further properties, each with a comma behind it. @default none */
  readonly more?: string;
}

export const APP = "apps/web";
export const BUILT = `{ image: "${APP}", port: 3000, route: { path: "/*" }, stopTimeoutSeconds: 2 }`;

/**
 * Finds out within 12 s that the application answers its check with an error. A busy machine takes seconds to start the check in
 * a container: a short timeout would stop a healthy task.
 */
export const OWN_CHECK =
  '{ command: ["node", "check.js"], intervalSeconds: 12, timeoutSeconds: 11, retries: 1 }';

/** A project with small environments in one emulator, whose releases are made by the commands that users type. */
export class ReleaseProject {
  private constructor(
    private readonly local: LocalProject,
    readonly account: Account,
    private readonly git: GitRepository,
  ) {}

  /**
   * The environments have their state buckets and foundations already: restored from a snapshot, or created in this
   * account where they hold what a snapshot does not keep running, such as a database (`restored: false`).
   */
  static async start(
    environments: Readonly<Record<string, Written>>,
    { restored = true }: { readonly restored?: boolean } = {},
  ): Promise<ReleaseProject> {
    const names = Object.keys(environments);
    const copy = new ProjectCopy();
    let local: LocalProject | undefined;
    try {
      cpSync(join(root, "__tests__/integration/releases/app"), join(copy.path, APP), { recursive: true });
      for (const [name, written] of Object.entries(environments)) write(copy.path, name, written);
      const image = restored ? await emulatorWithFoundations(copy, names) : testEmulatorImage();
      local = new LocalProject(copy, await startEmulator({ image }));
      const project = new ReleaseProject(local, new Account(local.client), local.repository());
      project.commit("the project");
      if (!restored) await Promise.all(names.map((name) => project.succeeds("bootstrap", name)));
      return project;
    } catch (error) {
      if (local) await local.stop();
      else copy.remove();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.local.stop();
  }

  get path(): string {
    return this.local.copy.path;
  }

  /** Where and with which variables its commands run. */
  get started(): Started {
    return this.local.started;
  }

  get registry(): string {
    return this.local.emulator.registry;
  }

  /** Writes an environment's file. */
  write(name: string, written: Written): void {
    write(this.path, name, written);
  }

  /** Makes the application another version, and commits it. */
  version(version: string, mode: Mode = "ok"): string {
    writeFileSync(join(this.path, APP, "version.json"), JSON.stringify({ version, mode }));
    return this.commit(`version ${version}`);
  }

  commit(message: string): string {
    return this.git.commit(message);
  }

  run(...args: string[]): Promise<Finished> {
    return slipway(args, this.started);
  }

  /** Runs a command on a machine whose Docker engine does not answer. */
  withoutDocker(...args: string[]): Promise<Finished> {
    const { cwd, env } = this.started;
    return slipway(args, { cwd, env: { ...env, DOCKER_HOST: "unix:///nonexistent.sock" } });
  }

  /** Options of an AWS SDK client for the project's account. */
  get clientOptions() {
    return this.local.client;
  }

  /** Runs a command that must end well; resolves with what it printed on standard output. */
  async succeeds(...args: string[]): Promise<string> {
    return succeeded(await this.run(...args));
  }

  async json<T>(...args: string[]): Promise<T> {
    return JSON.parse(await this.succeeds(...args, "--json")) as T;
  }

  /** Newest first. */
  async releases(environment: string): Promise<readonly ReleaseRecord[]> {
    const { releases } = await this.json<{ releases: ReleaseRecord[] }>("releases", environment, "--most=50");
    return releases;
  }

  address(environment: string): string {
    return `http://slipway-${environment}.alb.localhost:${new URL(this.local.client.endpoint).port}/`;
  }

  async versionOf(environment: string): Promise<string> {
    return versionIn((await get(this.address(environment))).body);
  }

  /** What callers of an environment see while a command runs. */
  async underLoad(environment: string, ...args: string[]): Promise<Finished & { readonly seen: Seen }> {
    let finished: Finished | undefined;
    const seen = await underLoad(this.address(environment), versionIn, 2, async () => {
      finished = await this.run(...args);
    });
    if (finished === undefined) throw new Error("the command did not run");
    return { ...finished, seen };
  }

  cdktf(...args: string[]): Promise<Ended> {
    return this.local.cdktf(...args);
  }

  /** The same project in another folder, as a colleague has it. */
  colleague(): ProjectCopy {
    return new ProjectCopy(this.path);
  }

  /** Lock files that Terraform has in an environment's bucket. */
  async locks(environment: string): Promise<readonly string[]> {
    const keys = await this.account.objectKeys(`slipway-${environment}-state-000000000000`);
    return keys.filter((key) => key.endsWith(".tflock"));
  }
}

function write(project: string, name: string, { services, more = "" }: Written): void {
  writeFileSync(
    join(project, `environments/${name}.ts`),
    `import { environment } from "./define";

export default environment({
  name: "${name}",
  account: "000000000000",
  region: "us-east-1",
  emulator: { endpoint: "http://localhost:4566" },
  network: { nat: "none", endpoints: false, flowLogs: false },
  ${more}
  services: ${services},
});
`,
  );
}

const versionIn = (body: string): string => (JSON.parse(body) as { version: string }).version;
