import { shown } from "../errors";
import { fargateSizeProblems } from "./fargate-size";
import { isWindows, under, type TaskPlatform } from "./platform";

/**
 * CPU units that a task on EC2 can have, 0.125 to 192 vCPU.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
const EC2_CPU = { from: 128, to: 196_608 } as const;

/** Docker gives a container no less memory than this, in MiB; the same source. */
export const MIN_MEMORY_MIB = 6;

export interface TaskSize {
  /** CPU units, 1024 = 1 vCPU. */
  readonly cpu?: number;
  readonly memoryMiB?: number;
}

/**
 * What is wrong with the size of a task: one that Fargate does not have, or one outside the bounds of EC2.
 *
 * @param path the size as the user wrote it, for example `services.web.size`
 */
export function taskSizeProblems(path: string, size: TaskSize, platform: TaskPlatform): string[] {
  const { cpu, memoryMiB } = size;
  if (platform.launch === "fargate") {
    const missing = (["cpu", "memoryMiB"] as const).filter((name) => size[name] === undefined);
    if (cpu === undefined || memoryMiB === undefined) {
      return missing.map((name) => `${under(path, name)} must be set on Fargate, got nothing`);
    }
    return fargateSizeProblems(path, cpu, memoryMiB, platform.operatingSystem);
  }
  if (isWindows(platform)) {
    return cpu === undefined && memoryMiB === undefined
      ? []
      : [
          `${path} must not be set for Windows on EC2, which ignores it, got ${shown(size)}; set containerMemory and containerCpu`,
        ];
  }
  const problems: string[] = [];
  if (cpu !== undefined && !(Number.isInteger(cpu) && cpu >= EC2_CPU.from && cpu <= EC2_CPU.to)) {
    problems.push(
      `${under(path, "cpu")} must be a whole number of CPU units from ${EC2_CPU.from} to ${EC2_CPU.to} on EC2, got ${cpu}`,
    );
  }
  if (memoryMiB !== undefined && !(Number.isInteger(memoryMiB) && memoryMiB >= MIN_MEMORY_MIB)) {
    problems.push(
      `${under(path, "memoryMiB")} must be a whole number of MiB from ${MIN_MEMORY_MIB}, got ${memoryMiB}`,
    );
  }
  return problems;
}
