import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap } from "../../../cli/bootstrap/bootstrap";
import { clientOptions, emulatorVariables } from "../../../cli/emulator-variables";
import type { Emulator } from "../../../emulator/find";
import { startEmulator } from "../../../emulator/start";
import type { Environment } from "../../../environments/model";
import { createApp, createStateApp } from "../../../main";
import { prepare, type Toolchain } from "../../../toolchain/prepare";
import { silentProgress } from "../../../toolchain/progress";
import { root } from "../../support/synth-environment";
import { Terraform } from "../../support/terraform";
import { localstackEnvironment } from "./environment";
import { chooseTargets, type Choice, type SynthesisedStack } from "./offered";

/** An environment's stacks, synthesised for a LocalStack of their own. */
export class LocalstackProject {
  private readonly folder = mkdtempSync(join(tmpdir(), "slipway-localstack-"));
  readonly environment: Environment;

  private constructor(
    readonly emulator: Emulator,
    private readonly toolchain: Toolchain,
  ) {
    this.environment = localstackEnvironment(emulator.endpoint);
    createApp([this.environment], { root, outdir: this.folder }).app.synth();
  }

  static async start(): Promise<LocalstackProject> {
    const toolchain = await prepare({
      root,
      install: false,
      progress: silentProgress,
      needs: { docker: false, emulator: "localstack-free", providers: true },
    });
    const emulator = await startEmulator({ image: toolchain.emulatorImage ?? "", kind: "localstack-free" });
    return new LocalstackProject(emulator, toolchain);
  }

  async stop(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.emulator.stop();
  }

  /** Makes the state bucket, or brings it up to date, by the steps of `slipway bootstrap`. */
  bootstrap(): Promise<void> {
    return bootstrap(this.environment, this.toolchain, silentProgress, {
      folder: this.folder,
      synthesise: (backend, outdir) => {
        createStateApp(this.environment, { root, outdir }, backend).synth();
        return Promise.resolve();
      },
    });
  }

  /** Options of an AWS SDK client for this emulator. */
  get client() {
    return clientOptions(this.environment);
  }

  terraform(stack: string): Terraform {
    return new Terraform(join(this.folder, "stacks", stack), emulatorVariables(this.environment));
  }

  /** What LocalStack's free edition offers of a stack, and what it refuses. */
  choice(stack: string): Choice {
    const file = join(this.folder, "stacks", stack, "cdk.tf.json");
    return chooseTargets(JSON.parse(readFileSync(file, "utf8")) as SynthesisedStack);
  }

  /** Terraform's options that limit a verb to what is offered. */
  targets(stack: string): string[] {
    return this.choice(stack).offered.map((address) => `-target=${address}`);
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
