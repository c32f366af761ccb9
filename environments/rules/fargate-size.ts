import type { OperatingSystem } from "./platform";

/** A task size of AWS Fargate, in CPU units (1024 = 1 vCPU) and MiB. */
interface FargateSize {
  readonly cpu: number;
  readonly memoryMiB: readonly number[];
  /** Distance between two memory sizes; absent where they are not evenly spaced. */
  readonly stepMiB?: number;
}

/**
 * The whole table, Linux on both architectures, platform version 1.4.0.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export const FARGATE_SIZES: readonly FargateSize[] = [
  { cpu: 256, memoryMiB: [512, 1024, 2048] },
  evenly(512, 1024, 4096, 1024),
  evenly(1024, 2048, 8192, 1024),
  evenly(2048, 4096, 16384, 1024),
  evenly(4096, 8192, 30720, 1024),
  evenly(8192, 16384, 61440, 4096),
  evenly(16384, 32768, 122880, 8192),
];

/** The part of it that Windows has: 1, 2 and 4 vCPU. The same source. */
export const FARGATE_WINDOWS_SIZES: readonly FargateSize[] = FARGATE_SIZES.filter(
  ({ cpu }) => cpu >= 1024 && cpu <= 4096,
);

/** Longer lists are told as a range: nobody reads thirteen numbers. */
const LONGEST_LIST = 4;

/** What is wrong with a Fargate task size: the property that has it, and its rule; `undefined` when Fargate has that size. */
export function fargateSizeRule(
  cpu: number,
  memoryMiB: number,
  operatingSystem: OperatingSystem = "linux",
): { readonly property: "cpu" | "memoryMiB"; readonly must: string } | undefined {
  const sizes = operatingSystem === "linux" ? FARGATE_SIZES : FARGATE_WINDOWS_SIZES;
  const size = sizes.find((known) => known.cpu === cpu);
  if (size === undefined) {
    const known = sizes.map((each) => each.cpu).join(", ");
    const where = operatingSystem === "linux" ? "" : " on Windows";
    return { property: "cpu", must: `must be one of ${known} CPU units${where}` };
  }
  if (size.memoryMiB.includes(memoryMiB)) return undefined;
  return { property: "memoryMiB", must: `must be ${choices(size)} for ${cpu} CPU units` };
}

/**
 * The same as sentences; empty when Fargate has that size.
 *
 * @param name the size as the user wrote it, for example `services.web.size`
 */
export function fargateSizeProblems(
  name: string,
  cpu: number,
  memoryMiB: number,
  operatingSystem: OperatingSystem = "linux",
): string[] {
  const rule = fargateSizeRule(cpu, memoryMiB, operatingSystem);
  if (rule === undefined) return [];
  const got = { cpu, memoryMiB }[rule.property];
  const converted = got * UNITS_PER_VCPU;
  const meant = { cpu, memoryMiB, [rule.property]: converted };
  // A number that would be right in vCPU or GiB.
  const isOtherUnit =
    fargateSizeRule(meant.cpu, meant.memoryMiB, operatingSystem)?.property !== rule.property;
  const [large, small] = rule.property === "cpu" ? ["vCPU", "CPU units"] : ["GiB", "MiB"];
  const hint = isOtherUnit ? `; ${got} ${large} is ${converted} ${small}` : "";
  return [`${name}.${rule.property} ${rule.must}, got ${got}${hint}`];
}

/** CPU units of a vCPU, and MiB of a GiB. */
const UNITS_PER_VCPU = 1024;

function choices({ memoryMiB, stepMiB }: FargateSize): string {
  if (stepMiB === undefined || memoryMiB.length <= LONGEST_LIST) return `one of ${memoryMiB.join(", ")}`;
  return `from ${memoryMiB.at(0)} to ${memoryMiB.at(-1)} in steps of ${stepMiB}`;
}

function evenly(cpu: number, from: number, to: number, stepMiB: number): FargateSize {
  const memoryMiB = Array.from({ length: (to - from) / stepMiB + 1 }, (_, index) => from + index * stepMiB);
  return { cpu, memoryMiB, stepMiB };
}
