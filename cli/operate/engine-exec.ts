import type { Task } from "@aws-sdk/client-ecs";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Container, Exec } from "dockerode";
import { docker } from "../../toolchain/docker-client";
import { statusOf } from "../../toolchain/images/local-image";
import { taskId } from "../aws/tasks";
import { DeploymentError } from "../deploy/errors";
import { containerNamed } from "./container-named";
import type { Operation } from "./operation";
import { attached, type Streams } from "./attached";

export interface EngineExec {
  readonly command: readonly string[];
  readonly container: string;
  readonly streams: Streams;
}

/** Variable by whose value the processes of a command are found again. */
const MARK = "SLIPWAY_EXEC";

/** Ends what has the mark in its variables, and what that has started; `$0` is the mark. */
const END = `
for signal in TERM KILL; do
  found=
  for each in /proc/[0-9]*; do
    if grep -qs "$0" "$each/environ"; then kill -s $signal "\${each#/proc/}"; found=1; fi
  done
  [ -n "$found" ] || exit 0
  [ $signal = KILL ] || sleep 1
done`;

/**
 * Runs a command in the container of an emulator's task, through the Docker engine that the emulator runs its tasks on:
 * no emulator has ECS Exec. @returns its exit code
 */
export async function execInEngine(
  operation: Pick<Operation, "interrupts" | "standing">,
  task: Task,
  { command, container: name, streams }: EngineExec,
): Promise<number> {
  const { interrupts } = operation;
  const container = await containerOf(task, name);
  const mark = `${MARK}=${randomUUID()}`;
  const exec = await container.exec({
    Cmd: [...command],
    Env: [mark],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: streams.tty,
  });
  interrupts.check();
  await attached(exec, streams, interrupts.aborted);
  if (interrupts.aborted.aborted) {
    // The engine lets a command go on whose caller has gone.
    await end(container, mark);
    operation.standing = "it was told to end in the container too";
  }
  interrupts.check();
  return exitCodeOf(exec);
}

/** ECS calls a container by the id that its engine has for it, and so do its emulators. */
async function containerOf(task: Task, name: string): Promise<Container> {
  const { runtimeId = "" } = containerNamed(task.containers ?? [], name);
  const container = docker().getContainer(runtimeId);
  try {
    await container.inspect();
    return container;
  } catch (error) {
    if (statusOf(error) === undefined) {
      const { message } = error as Error;
      throw new DeploymentError(
        `the Docker engine of this machine must answer, as the emulator's tasks are containers of it (DOCKER_HOST), got: ${message}`,
      );
    }
    if (statusOf(error) !== 404) throw error;
    throw new DeploymentError(
      `the Docker engine of this machine must have container ${name} of task ${taskId(task.taskArn)} (${runtimeId}), got none; the emulator must run its tasks on this engine (DOCKER_HOST)`,
    );
  }
}

async function end(container: Container, mark: string): Promise<void> {
  const killer = await container.exec({ Cmd: ["/bin/sh", "-c", END, mark], AttachStdout: true });
  const output = await killer.start({});
  await new Promise<void>((resolve) => {
    output.once("end", resolve).once("close", resolve).resume();
  });
}

async function exitCodeOf(exec: Exec): Promise<number> {
  for (;;) {
    const { ExitCode, Running } = await exec.inspect();
    if (!Running && ExitCode !== null) return ExitCode;
    await setTimeout(50);
  }
}
