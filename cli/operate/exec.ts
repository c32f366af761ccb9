import type { Task } from "@aws-sdk/client-ecs";
import type { Progress } from "../../toolchain/progress";
import { taskId } from "../aws/tasks";
import { lastPart } from "../deploy/watch/services";
import { inEcs, type ActedOn } from "./acted-on";
import { ownStreams } from "./attached";
import { openSession } from "./aws-exec";
import { chosenTask } from "./chosen-task";
import { containerNamed } from "./container-named";
import { execInEngine } from "./engine-exec";
import { requireExec, requireExecInEcs } from "./exec-allowed";
import { operate, type Operation } from "./operation";
import { requirePlugin, runPlugin } from "./session-plugin";

export interface ExecRequest {
  readonly target: ActedOn;
  /** Program and arguments. @default a shell */
  readonly command: readonly string[];
  /** Id or ARN. @default the newest of the current revision */
  readonly task?: string | undefined;
  /** @default the service's own */
  readonly container?: string | undefined;
  readonly json: boolean;
}

/** A command that ran in a container of the service: what `slipway exec --json` prints of it. */
export interface Executed {
  /** ARN. */
  readonly task: string;
  readonly container: string;
  /** Of the command in an emulator; on AWS of the session, which does not tell that of the command. */
  readonly exitCode: number;
}

const SHELL = ["/bin/sh"];

/** Runs a command in a container of a running task of the service. */
export function execute(request: ExecRequest, progress: Progress): Promise<Executed> {
  const { target } = request;
  requireExec(target);
  const what = `the command in ${target.running.name} of ${target.environment.name}`;
  return operate(target, { what, progress }, (operation) => executed(operation, request));
}

async function executed(operation: Operation, request: ExecRequest): Promise<Executed> {
  const { clients, environment, interrupts, progress, running } = operation;
  const onAws = environment.emulator === undefined;
  const plugin = onAws ? await requirePlugin() : "";
  const service = await interrupts.race(inEcs(operation, clients));
  const task = await chosenTask(operation, service, request.task);
  const container = containerNamed(task.containers ?? [], request.container ?? running.name).name ?? "";
  requireExecInEcs(operation, service, task);
  const { taskArn = "", taskDefinitionArn } = task;
  progress.say("exec", `task ${taskId(taskArn)} of ${lastPart(taskDefinitionArn)}, container ${container}`);
  const exitCode = onAws
    ? await inSession(operation, request, { plugin, task, container })
    : await execInEngine(operation, task, {
        command: commandOf(request),
        container,
        streams: ownStreams(request.json),
      });
  return { task: taskArn, container, exitCode };
}

async function inSession(
  operation: Operation,
  request: ExecRequest,
  { container, plugin, task }: { readonly plugin: string; readonly task: Task; readonly container: string },
): Promise<number> {
  const { environment, interrupts } = operation;
  const session = await openSession(operation, task, { command: commandOf(request), container });
  interrupts.check();
  return runPlugin(plugin, { region: environment.region, session, json: request.json });
}

const commandOf = ({ command }: ExecRequest): readonly string[] => (command.length === 0 ? SHELL : command);
