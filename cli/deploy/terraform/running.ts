import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Progress } from "../../../toolchain/progress";
import { livingMarker, type Marker, removeMarker } from "./marker";

const LOOK_MS = 250;

/** A Terraform that works on a stack at the moment. */
export interface Running extends Marker {
  /** `<environment>-<part>`. */
  readonly stack: string;
}

interface Ending {
  /** Whether to wait for the Terraform of a stack. */
  readonly stacks: (stack: string) => boolean;
  readonly progress: Progress;
  /** Process ids that are not waited for. @default none */
  readonly except?: ReadonlySet<number>;
}

/** The Terraform processes that are recorded in a folder. */
export class RunningTerraforms {
  constructor(readonly folder: string) {}

  async all(): Promise<Running[]> {
    const found = await Promise.all(
      this.files().map(async (file) => {
        const marker = await livingMarker(join(this.folder, file));
        if (marker === undefined) removeMarker(join(this.folder, file));
        return marker && { ...marker, stack: file.replace(/\.json$/, "") };
      }),
    );
    return found.filter((each) => each !== undefined);
  }

  /** Waits until they have saved their states and ended. */
  async ended({ stacks, progress, except = new Set() }: Ending): Promise<void> {
    const left = async () => (await this.all()).filter(({ stack, pid }) => stacks(stack) && !except.has(pid));
    const found = await left();
    if (found.length === 0) return;
    const names = found.map(
      ({ stack, operation, pid }) => `terraform ${operation} of ${stack} (process ${pid})`,
    );
    await progress.during("terraform", `waiting for ${names.join(" and ")} to save its state`, async () => {
      while ((await left()).length > 0) await pause(LOOK_MS);
    });
  }

  private files(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.endsWith(".json"));
    } catch {
      // No Terraform was started yet.
      return [];
    }
  }
}
