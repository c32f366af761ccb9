import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrap } from "../../cli/bootstrap/bootstrap";
import { clientOptions, emulatorVariables } from "../../cli/emulator-variables";
import { emulatedPostgres } from "../../emulator/databases";
import type { EmulatorKind } from "../../emulator/engine";
import type { Emulator } from "../../emulator/find";
import { startEmulator } from "../../emulator/start";
import type { Environment } from "../../environments/model";
import { createApp, createStateApp } from "../../main";
import { prepare, type Toolchain } from "../../toolchain/prepare";
import { silentProgress } from "../../toolchain/progress";
import { AWS_PROVIDER } from "../../toolchain/providers/pins";
import { emulatorSnapshot } from "./emulator-snapshot";
import { Outdir, root } from "./synth-environment";
import { Terraform } from "./terraform";
import { chooseTargets, type Choice, type Refuses, type SynthesisedStack } from "./offered";

interface EngineProjectOptions {
  readonly kind: EmulatorKind;
  /** The environment, for the endpoint that the engine has got. */
  readonly environment: (endpoint: string) => Environment;
  readonly refuses: Refuses;
  /** Whether the account has the state bucket and the foundation already, from a snapshot. @default false */
  readonly restored?: boolean;
}

/** An environment's stacks, synthesised for an emulator of their own. */
export class EngineProject {
  // Beside `cdktf.out`, so that build contexts are found as users' are.
  private readonly outdir = new Outdir();
  readonly environment: Environment;

  private constructor(
    readonly emulator: Emulator,
    private readonly toolchain: Toolchain,
    private readonly options: EngineProjectOptions,
  ) {
    this.environment = options.environment(emulator.endpoint);
    this.synthesise(this.environment);
  }

  /** Writes the stacks, again for an environment that has changed since. */
  synthesise(environment: Environment): void {
    const { SLIPWAY_BUILD_ARGS = "{}" } = this.toolchain.environment;
    const buildArgs = JSON.parse(SLIPWAY_BUILD_ARGS) as Record<string, string>;
    createApp([environment], { root, outdir: this.outdir.path, buildArgs }).app.synth();
  }

  static async start(options: EngineProjectOptions): Promise<EngineProject> {
    const { kind } = options;
    const databases = emulatedPostgres(options.environment("http://localhost"), kind);
    const toolchain = await prepare({
      root,
      install: false,
      progress: silentProgress,
      needs: { docker: true, emulator: kind, databases, providers: true },
    });
    const image = options.restored
      ? await EngineProject.emulatorWithFoundation(toolchain, options)
      : (toolchain.emulatorImage ?? "");
    const emulator = await startEmulator({ image, kind, variables: toolchain.environment });
    return new EngineProject(emulator, toolchain, options);
  }

  /** Of an emulator whose account has the state bucket and the foundation, which are applied at most once. */
  private static emulatorWithFoundation(
    toolchain: Toolchain,
    options: EngineProjectOptions,
  ): Promise<string> {
    const { terraform, emulatorImage = "" } = toolchain;
    const outdir = new Outdir();
    const environment = options.environment("http://localhost:4566");
    const machine = { root, outdir: outdir.path };
    createApp([environment], machine).app.synth();
    createStateApp(environment, machine, "s3").synth();
    const stacks = [`${environment.name}-foundation`, "state"].map((stack) => outdir.read().get(stack) ?? "");
    outdir.remove();
    return emulatorSnapshot(emulatorImage, {
      inputs: [AWS_PROVIDER.version, `${terraform.flavour} ${terraform.version}`, ...stacks],
      fill: async (emulator) => {
        const project = new EngineProject(emulator, toolchain, options);
        try {
          await project.bootstrap();
          await project.terraform(`${environment.name}-foundation`).applied();
        } finally {
          project.outdir.remove();
        }
      },
    });
  }

  async stop(): Promise<void> {
    this.outdir.remove();
    await this.emulator.stop();
  }

  /** Makes the state bucket, or brings it up to date, by the steps of `slipway bootstrap`. */
  bootstrap(): Promise<void> {
    return bootstrap(this.environment, this.toolchain, silentProgress, {
      folder: this.outdir.path,
      synthesise: (backend, outdir) => {
        createStateApp(this.environment, { root, outdir }, backend).synth();
        return Promise.resolve();
      },
    });
  }

  /** Options of an AWS SDK client for this emulator. */
  get client() {
    return { ...clientOptions(this.environment), endpoint: this.emulator.endpoint };
  }

  terraform(stack: string): Terraform {
    return new Terraform(this.outdir.folder(stack), emulatorVariables(this.environment));
  }

  /** What the engine offers of a stack, and what it refuses. */
  choice(stack: string): Choice {
    const file = join(this.outdir.folder(stack), "cdk.tf.json");
    return chooseTargets(JSON.parse(readFileSync(file, "utf8")) as SynthesisedStack, this.options.refuses);
  }

  /** Terraform's options that limit a verb to what is offered; none where that is everything. */
  targets(stack: string): string[] {
    const { offered, refused } = this.choice(stack);
    return refused.length === 0 ? [] : offered.map((address) => `-target=${address}`);
  }

  /** The public zone that the environment's domain lies in; an environment finds its zone, it never makes one. */
  async makeZone(name: string): Promise<void> {
    const answer = await fetch(`${this.emulator.endpoint}/2013-04-01/hostedzone`, {
      method: "POST",
      headers: {
        "content-type": "application/xml",
        authorization: `AWS4-HMAC-SHA256 Credential=${this.environment.account}/20260101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=none`,
      },
      body: `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
    });
    if (answer.status !== 201) throw new Error(`zone ${name}: ${await answer.text()}`);
  }
}
