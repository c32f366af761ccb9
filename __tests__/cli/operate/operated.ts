import { actedOn, type ActedOn } from "../../../cli/operate/acted-on";
import { resolveEnvironment } from "../../../environments";
import type { Environment, Service } from "../../../environments/model";
import type { Progress } from "../../../toolchain/progress";
import { FakeAws, type Answers } from "../../support/fake-aws";
import { FakeBucket } from "../../support/fake-bucket";
import { root } from "../../support/synth-environment";
import { at, definition, FakeAccount, taskArn } from "../deploy/watch/fake-account";

const local = resolveEnvironment("local", root);
const backend = local.services.find(({ name }) => name === "backend");
if (backend === undefined) throw new Error("no service");
const like: Service = backend;

/** Environment `dev` of project `shop` with one service, `web`, of two tasks. */
export function environmentWith(change: Partial<Service> = {}, more: Partial<Environment> = {}): Environment {
  const web: Service = { ...like, name: "web", count: 2, exec: true, ...change };
  return { ...local, project: "shop", name: "dev", services: [web], ...more };
}

export const target = (change?: Partial<Service>, more?: Partial<Environment>): ActedOn =>
  actedOn(environmentWith(change, more), "web");

/** A running task of revision 11. */
export const runningTask = (id: string, change: object = {}): object => ({
  taskArn: taskArn(id),
  lastStatus: "RUNNING",
  desiredStatus: "RUNNING",
  startedAt: at("09:00:00"),
  taskDefinitionArn: definition("web:11"),
  enableExecuteCommand: true,
  containers: [{ name: "web", runtimeId: `${id}-1` }],
  ...change,
});

/** What a command was asked, and what it said, against a made-up account. */
export class Operated {
  readonly account = new FakeAccount();
  readonly bucket = new FakeBucket();
  readonly said: string[] = [];
  /** What the operations of `answers` were called with, by the operation. */
  readonly asked: Record<string, unknown[]> = {};
  /** Operations beside those of the account. */
  answers: Answers = {};
  readonly progress: Progress = {
    say: (subject, message) => this.said.push(`${subject}: ${message}`),
    during: (_subject, _message, work) => work(() => undefined),
  };
  private aws: FakeAws | undefined;

  async start(): Promise<void> {
    const recorded = () =>
      Object.entries(this.answers).map(([operation, give]) => [
        operation,
        (input: unknown) => {
          (this.asked[operation] ??= []).push(input);
          return give(input);
        },
      ]);
    const answers = () => ({ ...this.account.answers(), ...(Object.fromEntries(recorded()) as Answers) });
    this.aws = await FakeAws.start(answers, this.bucket);
    process.env.SLIPWAY_EMULATOR_ENDPOINT = this.aws.endpoint;
  }

  get endpoint(): string {
    return this.aws?.endpoint ?? "";
  }

  get called(): readonly string[] {
    return this.aws?.called ?? [];
  }

  async stop(): Promise<void> {
    delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
    await this.aws?.stop();
  }
}

/** The message of what a promise fails with. */
export async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it did not fail");
}

/** Runs `work`, and resolves with what it printed on standard output. */
export async function printed(work: () => Promise<unknown>): Promise<string> {
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await work().catch(() => undefined);
    return log.mock.calls.map(([line]) => String(line)).join("\n");
  } finally {
    log.mockRestore();
  }
}

export const DENIED = {
  status: 400,
  body: { __type: "AccessDeniedException", message: "no identity-based policy allows it" },
};
