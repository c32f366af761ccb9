import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Progress } from "../../../toolchain/progress";
import type { Interrupts } from "../interrupts";
import { livingMarker, type Marker } from "./marker";

const LOOK_MS = 250;

/** A Terraform that works on a stack at the moment. */
export interface Running extends Marker {
  /** `<environment>-<part>`. */
  readonly stack: string;
}

/** The Terraform processes that work on some stacks, which any command may have started. */
export class RunningTerraforms {
  /** @param records where each stack has the record of its process, by the name of the stack */
  constructor(private readonly records: () => ReadonlyMap<string, string>) {}

  /** Of the stacks that are recorded in a folder. @param matches the stacks that it is about. @default all */
  static in(folder: string, matches: (stack: string) => boolean = () => true): RunningTerraforms {
    return new RunningTerraforms(() => new Map(stacksIn(folder, matches)));
  }

  async all(): Promise<Running[]> {
    const found = await Promise.all(
      [...this.records()].map(async ([stack, file]) => {
        const marker = await livingMarker(file);
        return marker && { ...marker, stack };
      }),
    );
    return found.filter((each) => each !== undefined);
  }

  /** Waits until they have saved their states and ended. @param interrupts end the wait. @default nothing does */
  async ended(progress: Progress, interrupts?: Pick<Interrupts, "race">): Promise<void> {
    const found = await this.all();
    if (found.length === 0) return;
    const names = found.map(
      ({ stack, operation, pid, since }) =>
        `terraform ${operation} of ${stack} (process ${pid}, since ${since})`,
    );
    await progress.during("terraform", `waiting for ${names.join(" and ")} to save its state`, async () => {
      while ((await this.all()).length > 0) {
        const pausing = pause(LOOK_MS);
        await (interrupts?.race(pausing) ?? pausing);
      }
    });
  }
}

function stacksIn(folder: string, matches: (stack: string) => boolean): [stack: string, file: string][] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name): [string, string] => [name.replace(/\.json$/, ""), join(folder, name)])
      .filter(([stack]) => matches(stack));
  } catch {
    // No Terraform was started yet.
    return [];
  }
}
