import { refuse, shown } from "../../environments/errors";
import type { ContainerMemory } from "../../environments/rules/container";
import { ecrRepositoryArn, isPinnedImage } from "../../environments/rules/image-reference";
import type { TaskPlatform } from "../../environments/rules/platform";
import { containerDefinition, type ContainerProps } from "../task/container";
import type { TaskPart } from "../task/part";

/** What every container beside the application has. */
export interface SidecarProps {
  /** Full image reference, with a tag other than `latest` or a digest. @default AWS's own, at a fixed release */
  readonly image?: string;
  /** CPU units that are kept for the container, from 1. @default none: what the others leave */
  readonly containerCpu?: number;
  /** Memory limits in MiB, each from 6. @default none: the task's own */
  readonly containerMemory?: ContainerMemory;
  /** Name of the CloudWatch log group that gets the container's own lines. */
  readonly logGroup: string;
  /** Region of the log group. */
  readonly region: string;
  /** Launch type, operating system and network mode of the task. @default Fargate, Linux, awsvpc */
  readonly platform?: TaskPlatform;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. */
  readonly stopTimeoutSeconds: number;
}

type Special = Partial<ContainerProps> & { readonly name: string; readonly image: string };

/** The container of a sidecar, and the right to pull it where it lies in ECR. */
export function sidecarContainer(
  props: SidecarProps,
  special: Special,
): Required<Pick<TaskPart, "containers" | "repositoryArns">> {
  const { containerCpu, containerMemory, logGroup, region, platform, stopTimeoutSeconds } = props;
  const image = props.image ?? special.image;
  refuse(
    `container ${shown(special.name)}`,
    isPinnedImage(image)
      ? []
      : [`image must be an image reference with a tag other than latest, or a digest, got ${shown(image)}`],
  );
  const repository = ecrRepositoryArn(image);
  return {
    containers: [
      containerDefinition({
        environment: {},
        secrets: {},
        // None of the images writes anywhere but to /tmp, which is in memory.
        readOnlyRoot: true,
        essential: false,
        logGroup,
        region,
        stopTimeoutSeconds,
        ...(platform && { platform }),
        ...(containerCpu !== undefined && { containerCpu }),
        ...(containerMemory && { containerMemory }),
        ...special,
        image,
      }),
    ],
    repositoryArns: repository === undefined ? [] : [repository],
  };
}

/**
 * The application starts after the sidecar, and so, in the order of a stop, ends before it: what it sends in its last
 * seconds still finds somebody.
 */
export const startedFirst = (containerName: string) => [{ containerName, condition: "START" }] as const;
