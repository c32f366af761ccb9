import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InterruptedError } from "../../toolchain/run";
import { ignoredText, type Ignored } from "./ignored";
import type { Template } from "./template";

/**
 * Writes the project beside its place and moves it there: it is there whole, or not at all. The ignore files of the
 * repository change just before, and are as they were when the move does not succeed.
 */
export async function writeProject(
  root: string,
  repository: string,
  into: string,
  { copied, written }: Template,
  ignored: readonly Ignored[],
): Promise<void> {
  const unfinished = join(repository, `.slipway-init-${process.pid}`);
  let signal: NodeJS.Signals | undefined;
  const onSignal = (received: NodeJS.Signals): void => void (signal ??= received);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const each of signals) process.on(each, onSignal);
  try {
    const checkpoint = (): void => {
      if (signal !== undefined) throw new InterruptedError("making the project", signal);
    };
    for (const file of copied) {
      checkpoint();
      await cp(join(root, file), join(unfinished, file));
    }
    for (const [file, text] of Object.entries(written)) {
      checkpoint();
      await mkdir(dirname(join(unfinished, file)), { recursive: true });
      await writeFile(join(unfinished, file), text);
    }
    await mkdir(dirname(join(repository, into)), { recursive: true });
    checkpoint();
    await withIgnored(repository, ignored, () => rename(unfinished, join(repository, into)));
  } finally {
    for (const each of signals) process.removeListener(each, onSignal);
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function withIgnored(
  repository: string,
  ignored: readonly Ignored[],
  work: () => Promise<void>,
): Promise<void> {
  const changed: Ignored[] = [];
  try {
    for (const each of ignored) {
      changed.push(each);
      await writeFile(join(repository, each.file), ignoredText(each));
    }
    await work();
  } catch (error) {
    for (const { file, before } of changed) {
      if (before === undefined) await rm(join(repository, file), { force: true });
      else await writeFile(join(repository, file), before);
    }
    throw error;
  }
}
