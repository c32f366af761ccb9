import { z } from "zod";
import { byName } from "../rules/by-name";
import { architectureOf, INSTANCE_SIZE } from "../rules/instance-type";
import * as text from "../rules/text";
import { flag, has, leaf, object, shaped, whole } from "../schema/leaves";

/** EC2 instances of one kind that run tasks beside Fargate: what people write in `cluster.instances.<name>`. */
export interface InstanceGroupInput {
  /**
   * Instance types of one processor architecture, the preferred one first, 1 to 40. With several, the group takes the
   * next one where the first is not to be had; for `spot`, give as many as will do. Types with a GPU or another
   * accelerator need an `ami` of your own that has its drivers.
   */
  readonly types: readonly string[];
  /** Instances that run even without tasks, 0 to 5000. @default 0 */
  readonly min?: number;
  /** Most instances that there may ever be, 1 to 5000: the limit of the bill. */
  readonly max: number;
  /** Spot instances, which AWS may take back within two minutes: all of them, or those above a share on demand. @default false */
  readonly spot?: boolean | SpotInput;
  /** Encrypted gp3 root volume, for the system, images and writable layers, in GiB, 30 to 16384. @default 30 */
  readonly diskGiB?: number;
  /**
   * Image of the instances: `"recommended"` is what AWS recommends for ECS on Amazon Linux 2023 when the plan is made, so
   * that the plan shows each new one; a release such as `"2023.0.20251108"` is that one until you change it; an
   * `"ami-..."` is one of your own, which must have the ECS agent. A changed image replaces the instances one after the
   * other, each drained first. @default "recommended"
   */
  readonly ami?: string;
  /** How full the instances should be, in percent, 1 to 100; less keeps room for tasks that start. @default 100 */
  readonly targetCapacityPercent?: number;
  /** Seconds from the launch of an instance until it counts for scaling, 0 to 10000. @default 300 */
  readonly warmupSeconds?: number;
  /** Shell access to the instances through SSM Session Manager; there is never an SSH key or port. @default false */
  readonly sessionManager?: boolean;
}

export interface SpotInput {
  /** Instances on demand before any spot instance, 0 to 5000. @default 0 */
  readonly onDemandBase?: number;
  /** Share on demand of the instances above `onDemandBase`, in percent, 0 to 100. @default 0 */
  readonly onDemandPercent?: number;
}

export interface InstanceGroup {
  readonly name: string;
  readonly types: readonly string[];
  /** Of the types, by their names. */
  readonly architecture: "x86_64" | "arm64";
  readonly min: number;
  readonly max: number;
  /** Absent: on demand only. */
  readonly spot?: { readonly onDemandBase: number; readonly onDemandPercent: number };
  readonly diskGiB: number;
  /** `recommended`, a release, or the id of an image. */
  readonly ami: string;
  readonly targetCapacityPercent: number;
  readonly warmupSeconds: number;
  readonly sessionManager: boolean;
}

/** Quota of ECS, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_INSTANCES = 5000;

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html */
const MAX_TYPES = 40;

/** The snapshot of the ECS-optimised image has 30 GiB; https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const DISK_GIB = { from: 30, to: 16_384 } as const;

export const instanceGroupSchema = object({
  types: z
    .array(
      leaf(
        text.matches(new RegExp(`^[a-z][a-z0-9-]*\\.${INSTANCE_SIZE.source}$`)),
        "must be an EC2 instance type such as m7g.large or c7i.xlarge",
      ),
    )
    .min(1, "must name at least one instance type")
    .max(MAX_TYPES, `must name at most ${MAX_TYPES} instance types`),
  min: whole(0, MAX_INSTANCES).optional(),
  max: whole(1, MAX_INSTANCES),
  spot: shaped<boolean | SpotInput>((value) =>
    has(value, "onDemandBase") || has(value, "onDemandPercent")
      ? object({
          onDemandBase: whole(0, MAX_INSTANCES).optional(),
          onDemandPercent: whole(0, 100).optional(),
        })
      : flag,
  ).optional(),
  diskGiB: whole(DISK_GIB.from, DISK_GIB.to).optional(),
  ami: leaf(
    text.matches(/^(recommended|\d{4}\.\d+\.\d{8}|ami-[0-9a-f]{8,17})$/),
    'must be "recommended", a release such as 2023.0.20251108, or an id such as ami-0a1b2c3d4e5f67890',
  ).optional(),
  targetCapacityPercent: whole(1, 100).optional(),
  warmupSeconds: whole(0, 10_000).optional(),
  sessionManager: flag.optional(),
});

/** The groups in the order of their names; `undefined` when there is none, so that nothing is added to the cluster. */
export function resolveInstances(
  input: Readonly<Record<string, InstanceGroupInput>> | undefined,
): readonly InstanceGroup[] | undefined {
  const groups = byName(input ?? {});
  return groups.length === 0 ? undefined : groups.map(([name, group]) => resolveGroup(name, group));
}

function resolveGroup(name: string, input: InstanceGroupInput): InstanceGroup {
  const spot = input.spot === true ? {} : input.spot === false ? undefined : input.spot;
  return {
    name,
    types: [...input.types],
    architecture: architectureOf(input.types[0] ?? ""),
    min: input.min ?? 0,
    max: input.max,
    ...(spot && {
      spot: { onDemandBase: spot.onDemandBase ?? 0, onDemandPercent: spot.onDemandPercent ?? 0 },
    }),
    diskGiB: input.diskGiB ?? DISK_GIB.from,
    ami: input.ami ?? "recommended",
    targetCapacityPercent: input.targetCapacityPercent ?? 100,
    warmupSeconds: input.warmupSeconds ?? 300,
    sessionManager: input.sessionManager ?? false,
  };
}
