import { shown } from "../errors";
import { isWindows, under, type TaskPlatform } from "./platform";

interface Range {
  readonly from: number;
  readonly to: number;
}

interface VolumeType {
  readonly sizeGiB: Range;
  /** Absent: the type has no IOPS to set. */
  readonly iops?: Range & { readonly required: boolean; readonly mostPerGiB: number };
  /** MiB per second. Absent: the type has no throughput to set. */
  readonly throughput?: Range & { readonly mostPerIops: number };
}

/**
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html, and for
 * the ratios https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
const TYPES = {
  gp3: {
    sizeGiB: { from: 1, to: 16_384 },
    iops: { from: 3000, to: 16_000, required: false, mostPerGiB: 500 },
    throughput: { from: 125, to: 1000, mostPerIops: 0.25 },
  },
  gp2: { sizeGiB: { from: 1, to: 16_384 } },
  io2: {
    sizeGiB: { from: 4, to: 16_384 },
    iops: { from: 100, to: 256_000, required: true, mostPerGiB: 1000 },
  },
  io1: {
    sizeGiB: { from: 4, to: 16_384 },
    iops: { from: 100, to: 64_000, required: true, mostPerGiB: 50 },
  },
  st1: { sizeGiB: { from: 125, to: 16_384 } },
  sc1: { sizeGiB: { from: 125, to: 16_384 } },
  standard: { sizeGiB: { from: 1, to: 1024 } },
} as const satisfies Readonly<Record<string, VolumeType>>;

export type EbsType = keyof typeof TYPES;
export const EBS_TYPES = Object.keys(TYPES) as readonly EbsType[];

export const EBS_FORMATS = ["xfs", "ext4", "ext3", "ntfs"] as const;
export type EbsFormat = (typeof EBS_FORMATS)[number];

/** GiB of a volume for which the user names no size. */
export const defaultSizeGiB = (type: EbsType): number => Math.max(20, TYPES[type].sizeGiB.from);

/** What every gp3 volume has without asking. */
const GP3_IOPS = 3000;

/** MiB per second at which a snapshot may be read; https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html */
const INITIALIZATION: Range = { from: 100, to: 300 };

export interface EbsSettings {
  /** Absent only with a snapshot, whose size it then has. */
  readonly sizeGiB?: number;
  readonly type: EbsType;
  readonly iops?: number;
  readonly throughputMiBps?: number;
  readonly format: EbsFormat;
  readonly snapshot?: string;
  readonly initializationMiBps?: number;
}

/**
 * What EBS and ECS would refuse in a volume that comes at launch.
 *
 * @param path what the user wrote before, for example `services.web.volumes.data.ebs`; empty for a construct
 */
export function ebsProblems(path: string, ebs: EbsSettings, platform: TaskPlatform): string[] {
  const { format, initializationMiBps: rate, sizeGiB, snapshot } = ebs;
  const type: VolumeType = TYPES[ebs.type];
  const windows = isWindows(platform);
  const problems: string[] = [];
  if (sizeGiB === undefined && snapshot === undefined) {
    problems.push(`${under(path, "sizeGiB")} must be set without a snapshot, got nothing`);
  }
  if (sizeGiB !== undefined && !within(type.sizeGiB, sizeGiB)) {
    problems.push(
      `${under(path, "sizeGiB")} must be a whole number of GiB ${words(type.sizeGiB)} for "${ebs.type}", got ${shown(sizeGiB)}`,
    );
  }
  if (windows !== (format === "ntfs")) {
    problems.push(
      `${under(path, "format")} must be ${windows ? '"ntfs" on Windows' : '"xfs", "ext4" or "ext3" on Linux'}, got "${format}"`,
    );
  }
  if (rate !== undefined && snapshot === undefined) {
    problems.push(
      `${under(path, "initializationMiBps")} must not be set without a snapshot, got ${shown(rate)}; there is nothing to read`,
    );
  } else if (rate !== undefined && !within(INITIALIZATION, rate)) {
    problems.push(
      `${under(path, "initializationMiBps")} must be a whole number of MiB per second ${words(INITIALIZATION)}, got ${shown(rate)}`,
    );
  }
  return [...problems, ...iopsProblems(path, ebs, type), ...throughputProblems(path, ebs, type)];
}

function iopsProblems(path: string, { iops, sizeGiB, type: name }: EbsSettings, type: VolumeType): string[] {
  const property = under(path, "iops");
  if (type.iops === undefined) {
    return iops === undefined
      ? []
      : [`${property} must not be set for "${name}", got ${shown(iops)}; its speed follows its size`];
  }
  if (iops === undefined) {
    return type.iops.required ? [`${property} must be set for "${name}", got nothing`] : [];
  }
  if (!within(type.iops, iops)) {
    return [`${property} must be a whole number ${words(type.iops)} for "${name}", got ${shown(iops)}`];
  }
  // 3000 are in every gp3 volume, whatever its size.
  const most = Math.max((sizeGiB ?? Infinity) * type.iops.mostPerGiB, type.iops.required ? 0 : GP3_IOPS);
  return iops <= most
    ? []
    : [
        `${property} must be at most ${most} for ${String(sizeGiB)} GiB of "${name}" (${type.iops.mostPerGiB} for each GiB), got ${iops}`,
      ];
}

function throughputProblems(
  path: string,
  { iops, throughputMiBps, type: name }: EbsSettings,
  type: VolumeType,
): string[] {
  if (throughputMiBps === undefined) return [];
  const property = under(path, "throughputMiBps");
  if (type.throughput === undefined) {
    return [`${property} must not be set for "${name}", got ${shown(throughputMiBps)}; only "gp3" has it`];
  }
  if (!within(type.throughput, throughputMiBps)) {
    return [
      `${property} must be a whole number of MiB per second ${words(type.throughput)} for "${name}", got ${shown(throughputMiBps)}`,
    ];
  }
  const most = (iops ?? GP3_IOPS) * type.throughput.mostPerIops;
  return throughputMiBps <= most
    ? []
    : [
        `${property} must be at most ${most} with ${iops ?? GP3_IOPS} iops (a quarter of them), got ${throughputMiBps}; set more iops`,
      ];
}

const within = ({ from, to }: Range, value: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;
const words = ({ from, to }: Range): string => `from ${from} to ${to}`;
