import type { Task } from "@aws-sdk/client-ecs";

/** A task that was started may be unknown to ECS for a moment, and is forgotten an hour after its end. */
const UNKNOWN_POLLS = 15;

/** Beyond the 120 seconds that ECS gives a container at most to stop. */
export const STOP_SECONDS = 180;

export interface Polling {
  /** What ECS says of the task; `undefined` when it does not know it. */
  readonly read: () => Promise<Task | undefined>;
  /** Told of every answer but the last one, with the number of those before it. */
  readonly look: (task: Task | undefined, polls: number) => Promise<void>;
  readonly pause: () => Promise<void>;
}

/** Asks for a task until it has stopped; `undefined` when ECS knows nothing of it. */
export async function untilStopped({ read, look, pause }: Polling): Promise<Task | undefined> {
  for (let polls = 0, unknown = 0; unknown < UNKNOWN_POLLS; polls += 1) {
    const task = await read();
    unknown = task === undefined ? unknown + 1 : 0;
    if (task?.lastStatus === "STOPPED") return task;
    await look(task, polls);
    await pause();
  }
  return undefined;
}
