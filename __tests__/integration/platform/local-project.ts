import { join } from "node:path";
import { clientOptions, emulatorVariables } from "../../../cli/emulator-variables";
import { removeEmulator } from "../../../emulator/remove";
import { startEmulator } from "../../../emulator/start";
import type { Emulator } from "../../../emulator/find";
import { resolveEnvironment } from "../../../environments";
import { GitRepository } from "../../support/git-repository";
import { ProjectCopy, type ProjectFolder } from "../../support/project-copy";
import { root } from "../../support/synth-environment";
import { ended, Terraform, type Ended } from "../../support/terraform";

/** The project as a user has it, in a copy, beside an emulator of its own: commands are run, not called. */
export class LocalProject {
  readonly environment = resolveEnvironment("local", root);

  /** @param copy removed by {@link stop} */
  constructor(
    readonly copy: ProjectFolder,
    readonly emulator: Emulator,
  ) {}

  static async start(): Promise<LocalProject> {
    return new LocalProject(new ProjectCopy(), await startEmulator({ image: testEmulatorImage() }));
  }

  async stop(): Promise<void> {
    this.copy.remove();
    await removeEmulator(this.emulator.name, { port: this.emulator.port });
  }

  /** Variables that lead every AWS client of a child process to this emulator. */
  get variables(): Record<string, string> {
    return { ...emulatorVariables(this.environment), SLIPWAY_EMULATOR_ENDPOINT: this.emulator.endpoint };
  }

  /** Where and with which variables its commands run; images get the tags of git, as a user's do. */
  get started() {
    return { cwd: this.copy.path, env: { ...this.variables, SLIPWAY_EXTRA_TAGS: undefined } };
  }

  /** Puts the project under git. @param ignored further lines of `.gitignore` */
  repository(ignored = ""): GitRepository {
    this.copy.edit(".gitignore", (text) => `${text}node_modules\n${ignored}`);
    return new GitRepository(this.copy.path);
  }

  /** Gives the environment these services, written in TypeScript, in place of its own. */
  services(written: string): void {
    this.copy.edit("environments/local.ts", (text) =>
      text
        .replace(/services: extend.*\n/, `services: ${written},\n`)
        .replace(/^import \{ services.*\n/m, "")
        .replace("environment, extend", "environment"),
    );
  }

  /** Options of an AWS SDK client for this emulator. */
  get client() {
    return { ...clientOptions(this.environment), endpoint: this.emulator.endpoint };
  }

  /** Address of a path on the load balancer. */
  address(path: string): string {
    const { project, name } = this.environment;
    return `http://${project}-${name}.alb.localhost:${this.emulator.port}${path}`;
  }

  slipway(...args: string[]): Promise<Ended> {
    return this.ended(process.execPath, join(this.copy.path, "cli/slipway.js"), ...args);
  }

  /** What `npx cdktf` runs. */
  cdktf(...args: string[]): Promise<Ended> {
    const lock = process.env.SLIPWAY_SKIP_PROVIDER_LOCK === "1" ? ["--skip-provider-lock"] : [];
    const start = join(this.copy.path, "cli/cdktf/start.js");
    return this.ended(process.execPath, start, ...args, ...(args[0] === "synth" ? [] : lock));
  }

  deploy(): Promise<Ended> {
    return this.cdktf("deploy", "local-*", "--auto-approve");
  }

  /** Terraform in the folder of one synthesised stack. */
  terraform(stack: string): Terraform {
    return new Terraform(join(this.copy.path, "cdktf.out/stacks", stack), this.variables);
  }

  private ended(command: string, ...args: string[]): Promise<Ended> {
    return ended(command, args, { doing: "test", cwd: this.copy.path, env: this.variables });
  }
}

/** The emulator's image that the run has prepared. */
export const testEmulatorImage = (): string => process.env.SLIPWAY_TEST_EMULATOR ?? "";

/** Fails with the command's own output when it did not succeed. */
export function expectSuccess(ended: Ended): void {
  if (ended.code !== 0)
    throw new Error(`exit code ${ended.code}:\n${ended.output.split("\n").slice(-60).join("\n")}`);
}
