import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Progress } from "../../../toolchain/progress";
import { livingMarker, type Marker } from "./marker";

const LOOK_MS = 250;

/** A Terraform that works on a stack at the moment. */
export interface Running extends Marker {
  /** `<environment>-<part>`. */
  readonly stack: string;
}

/** The Terraform processes that are recorded in a folder. */
export class RunningTerraforms {
  /** @param matches the stacks that it is about. @default all */
  constructor(
    readonly folder: string,
    private readonly matches: (stack: string) => boolean = () => true,
  ) {}

  async all(): Promise<Running[]> {
    const found = await Promise.all(
      this.stacks().map(async (stack) => {
        const marker = await livingMarker(join(this.folder, `${stack}.json`));
        return marker && { ...marker, stack };
      }),
    );
    return found.filter((each) => each !== undefined);
  }

  /** Waits until they have saved their states and ended. */
  async ended(progress: Progress): Promise<void> {
    const found = await this.all();
    if (found.length === 0) return;
    const names = found.map(
      ({ stack, operation, pid }) => `terraform ${operation} of ${stack} (process ${pid})`,
    );
    await progress.during("terraform", `waiting for ${names.join(" and ")} to save its state`, async () => {
      while ((await this.all()).length > 0) await pause(LOOK_MS);
    });
  }

  private stacks(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => name.replace(/\.json$/, ""))
        .filter(this.matches);
    } catch {
      // No Terraform was started yet.
      return [];
    }
  }
}
