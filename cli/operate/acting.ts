import type { Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { MAX_TASKS } from "../../environments/rules/scaling";
import { terminalProgress } from "../../toolchain/progress";
import { root } from "../root";
import { actedOn } from "./acted-on";
import { ending } from "./ended";
import { execute } from "./exec";
import { wholeNumber } from "./options";
import { restart } from "./restart";
import { runOnce } from "./run";
import { scale } from "./scale";

/** What a task or a service may have is judged by rules of its own. */
const whole = wholeNumber(0, 999_999);

interface Options {
  readonly yes?: boolean;
  readonly json?: boolean;
}

const targetOf = (environment: string, service: string) =>
  actedOn(resolveEnvironment(environment, root), service);

const ofService = (command: Command): Command =>
  command
    .argument("<environment>", "environment, for example dev")
    .argument("<service>", "service, for example backend");

export function registerRun(program: Command): void {
  ofService(
    program
      .command("run")
      .description("run a command in a task of its own, show its lines, and end with its exit code"),
  )
    .argument("<command...>", "program and arguments, after --")
    .option("--container <name>", "container that runs it (default: the service's own)")
    .option("--cpu <units>", "CPU units of the task, 1024 for a whole one", whole)
    .option("--memory-mib <mebibytes>", "memory of the task in MiB", whole)
    .option("--yes", "do not ask in a protected environment")
    .option("--json", "print how it ended as JSON; its lines go to the error stream")
    .action(async (environment: string, service: string, command: string[], options: RunOptions) => {
      const { container, cpu, json = false, memoryMib: memoryMiB, yes = false } = options;
      const target = targetOf(environment, service);
      const print = json ? console.error : console.log;
      const request = { target, command, container, cpu, memoryMiB, yes, print };
      await ending(target, json, () => runOnce(request, terminalProgress()));
    });
}

interface RunOptions extends Options {
  readonly container?: string;
  readonly cpu?: number;
  readonly memoryMib?: number;
}

export function registerExec(program: Command): void {
  ofService(
    program.command("exec").description("run a command or a shell in a running container of a service"),
  )
    .argument("[command...]", "program and arguments, after -- (default: /bin/sh)")
    .option("--task <id>", "task (default: the newest of the current revision)")
    .option("--container <name>", "container (default: the service's own)")
    .option("--json", "print how it ended as JSON; what it prints goes to the error stream")
    .action(async (environment: string, service: string, command: string[], options: ExecOptions) => {
      const { container, json = false, task } = options;
      const target = targetOf(environment, service);
      const request = { target, command, container, task, json };
      await ending(target, json, () => execute(request, terminalProgress()));
    });
}

interface ExecOptions extends Options {
  readonly task?: string;
  readonly container?: string;
}

export function registerRestart(program: Command): void {
  ofService(
    program
      .command("restart")
      .description("replace the tasks of a service by new ones of the same task definition"),
  )
    .option("--force", "also while a deployment is under way, in its place")
    .option("--no-wait", "do not wait until the new tasks serve")
    .option("--yes", "do not ask in a protected environment")
    .option("--json", "print how it ended as JSON")
    .action(
      async (
        environment: string,
        service: string,
        { force = false, json = false, wait, yes = false }: Options & Waiting & { readonly force?: boolean },
      ) => {
        const target = targetOf(environment, service);
        await restart({ target, force, json, wait, yes }, terminalProgress());
      },
    );
}

export function registerScale(program: Command): void {
  ofService(program.command("scale").description("set how many tasks of a service run"))
    .argument("<count>", `tasks to run, 0 to ${MAX_TASKS}`, wholeNumber(0, MAX_TASKS))
    .option("--no-wait", "do not wait until they serve")
    .option("--yes", "do not ask in a protected environment")
    .option("--json", "print how it ended as JSON")
    .action(
      async (
        environment: string,
        service: string,
        count: number,
        { json = false, wait, yes = false }: Options & Waiting,
      ) => {
        const target = targetOf(environment, service);
        await scale({ target, count, json, wait, yes }, terminalProgress());
      },
    );
}

interface Waiting {
  readonly wait: boolean;
}
