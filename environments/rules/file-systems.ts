import { shown } from "../errors";
import { under } from "./platform";

/** Days after which EFS moves a file; https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
export const TRANSITION_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;
export type TransitionDays = (typeof TRANSITION_DAYS)[number];

/** MiB per second; https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html */
export const PROVISIONED_MIBPS = { from: 1, to: 3414 } as const;

/** Where NFS listens on a mount target. */
export const NFS_PORT = 2049;

/** What two or more settings of a new file system depend on. */
export interface FileSystemSettings {
  readonly infrequentAccessAfterDays?: TransitionDays;
  readonly archiveAfterDays?: TransitionDays;
  readonly returnOnAccess: boolean;
  readonly performance: "general-purpose" | "max-io";
  readonly throughput: "elastic" | "bursting" | { readonly provisionedMiBps: number };
}

/**
 * What EFS would refuse in the settings of a new file system.
 *
 * @param path what the user wrote before, for example `fileSystems.shared`; empty for a construct
 */
export function fileSystemProblems(path: string, settings: FileSystemSettings): string[] {
  const { archiveAfterDays: archive, infrequentAccessAfterDays: rare, performance, throughput } = settings;
  const problems: string[] = [];
  if (performance === "max-io" && throughput === "elastic") {
    problems.push(
      `${under(path, "throughput")} must be "bursting" or provisioned with performance "max-io", got "elastic"; EFS has elastic throughput for "general-purpose" only`,
    );
  }
  if (archive !== undefined && throughput !== "elastic") {
    problems.push(
      `${under(path, "archiveAfterDays")} must be false unless throughput is "elastic", got ${archive}; EFS has its Archive storage for elastic throughput only`,
    );
  }
  if (archive !== undefined && (rare === undefined || archive <= rare)) {
    problems.push(
      `${under(path, "archiveAfterDays")} must be later than infrequentAccessAfterDays (${rare ?? "never"}), got ${archive}; a file goes to Archive by way of Infrequent Access`,
    );
  }
  if (settings.returnOnAccess && rare === undefined) {
    problems.push(
      `${under(path, "returnOnAccess")} must be false without infrequentAccessAfterDays, got true; no file ever leaves Standard`,
    );
  }
  if (
    typeof throughput === "object" &&
    !(
      throughput.provisionedMiBps >= PROVISIONED_MIBPS.from &&
      throughput.provisionedMiBps <= PROVISIONED_MIBPS.to
    )
  ) {
    problems.push(
      `${under(path, "throughput.provisionedMiBps")} must be from ${PROVISIONED_MIBPS.from} to ${PROVISIONED_MIBPS.to} MiB per second, got ${shown(throughput.provisionedMiBps)}`,
    );
  }
  return problems;
}

/** Mount targets are made where the network is known by its ids, and only in its private subnets. */
export function mountTargetProblems(
  path: string,
  subnets: readonly string[] | undefined,
  privateSubnets: readonly string[] | undefined,
): string[] {
  if (subnets === undefined) return [];
  if (privateSubnets === undefined) {
    return [
      `${path}.subnets must not be set in a network that is made here, got ${subnets.join(", ")}; it has one private subnet in each zone`,
    ];
  }
  return subnets
    .filter((subnet) => !privateSubnets.includes(subnet))
    .map((subnet) => `${path}.subnets must be of network.privateSubnets, got ${shown(subnet)}`);
}
