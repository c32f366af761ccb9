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

  /** @param stacks folder of the synthesised stacks */
  constructor(
    private readonly stacks: string,
    private readonly since = Date.now(),
  ) {}

  /** Describes those that broke since the last call. */
  take(): string[][] {
    return this.folders().flatMap((folder) => {
      const { docker_image: images = {} } = readStack(folder).resource ?? {};
      return Object.values(images).flatMap((image) => {
        const log = logOf(folder, image);
        if (log === undefined || this.found.has(log) || statSync(log).mtimeMs < this.since) return [];
        const step = findFailedStep(readFileSync(log, "utf8"));
        if (step === undefined) return [];
        this.found.add(log);
        return [describeBuild(folder, image, step.error)];
      });
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
