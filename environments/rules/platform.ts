import { shown } from "../errors";

/** What runs the tasks. */
export type Launch = "fargate" | "ec2";

/** How a task is connected. `bridge` on Windows is Docker's NAT network. */
export const NETWORK_MODES = ["awsvpc", "bridge", "host", "none"] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

/**
 * Operating systems, in AWS's names with hyphens.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export const OPERATING_SYSTEMS = [
  "linux",
  "windows-server-2019-core",
  "windows-server-2019-full",
  "windows-server-2022-core",
  "windows-server-2022-full",
  "windows-server-2025-core",
  "windows-server-2025-full",
] as const;
export type OperatingSystem = (typeof OPERATING_SYSTEMS)[number];

/** What AWS's rules for a task and its containers depend on. */
export interface TaskPlatform {
  readonly launch: Launch;
  readonly operatingSystem: OperatingSystem;
  readonly networkMode: NetworkMode;
}

export const FARGATE_LINUX: TaskPlatform = {
  launch: "fargate",
  operatingSystem: "linux",
  networkMode: "awsvpc",
};

export const isWindows = ({ operatingSystem }: Pick<TaskPlatform, "operatingSystem">): boolean =>
  operatingSystem !== "linux";

/** The name of a property under what the user wrote before it: `services.web` and `platform`. */
export const under = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** Smallest and largest ephemeral storage of a Fargate task in GiB; 20 is what each task has anyway. */
export const EPHEMERAL_STORAGE_GIB = { from: 21, to: 200 } as const;

/**
 * The combinations of platform properties that AWS does not have.
 *
 * @param path what the user wrote before, for example `services.web`; empty for a construct
 */
export function platformProblems(
  path: string,
  task: TaskPlatform & {
    readonly architecture: "x86_64" | "arm64";
    readonly ephemeralStorageGiB?: number;
  },
): string[] {
  const { architecture, ephemeralStorageGiB: storage, launch, networkMode, operatingSystem } = task;
  const { from, to } = EPHEMERAL_STORAGE_GIB;
  const problems: string[] = [];
  if (launch === "fargate" && networkMode !== "awsvpc") {
    problems.push(
      `${under(path, "networkMode")} must be "awsvpc" on Fargate, which has no other, got "${networkMode}"`,
    );
  }
  if (launch === "ec2" && isWindows(task) && (networkMode === "host" || networkMode === "none")) {
    problems.push(
      `${under(path, "networkMode")} must be "awsvpc" or "bridge" on Windows, got "${networkMode}"`,
    );
  }
  if (isWindows(task) && architecture !== "x86_64") {
    problems.push(`${under(path, "architecture")} must be "x86_64" for ${operatingSystem}, got "arm64"`);
  }
  if (storage !== undefined && launch === "ec2") {
    problems.push(
      `${under(path, "ephemeralStorageGiB")} must not be set on EC2, got ${storage}; a task uses the disk of its instance`,
    );
  } else if (storage !== undefined && !(Number.isInteger(storage) && storage >= from && storage <= to)) {
    problems.push(
      `${under(path, "ephemeralStorageGiB")} must be a whole number of GiB from ${from} to ${to}, got ${shown(storage)}; 20 GiB are there without it`,
    );
  }
  return problems;
}
