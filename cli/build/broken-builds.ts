import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findFailedStep } from "./build-log";
import { describeBuild, logOf } from "./describe-build";
import { readStack } from "./image-resources";

/**
 * Builds that break while a program works whose output is not read, found by the logs beside the synthesised stacks. A
 * Dockerfile that cannot be parsed has no failed step, and Terraform's error tells all about it.
 */
export class BrokenBuilds {
  private readonly found = new Set<string>();
  /** Sizes of the logs that were read, so that each is read again only when it has grown. */
  private readonly sizes = new Map<string, number>();

  /** @param stacks folder of the synthesised stacks */
  constructor(
    private readonly stacks: string,
    private readonly since = Date.now(),
  ) {}

  /** Describes those that broke since the last call. */
  take(): string[][] {
    return this.folders().flatMap((folder) => {
      try {
        return this.brokenIn(folder);
      } catch {
        // The stack or a log is written at this moment, or was removed.
        return [];
      }
    });
  }

  private brokenIn(folder: string): string[][] {
    const { docker_image: images = {} } = readStack(folder).resource ?? {};
    return Object.values(images).flatMap((image) => {
      const log = logOf(folder, image);
      if (log === undefined || this.found.has(log)) return [];
      const { mtimeMs, size } = statSync(log);
      if (mtimeMs < this.since || size === this.sizes.get(log)) return [];
      this.sizes.set(log, size);
      const step = findFailedStep(readFileSync(log, "utf8"));
      if (step === undefined) return [];
      this.found.add(log);
      return [describeBuild(folder, image, step.error)];
    });
  }

  private folders(): string[] {
    try {
      return readdirSync(this.stacks)
        .filter((name) => name.endsWith("-images"))
        .map((name) => join(this.stacks, name));
    } catch {
      // Nothing was synthesised.
      return [];
    }
  }
}
