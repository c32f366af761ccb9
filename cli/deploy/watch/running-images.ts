import type { Container, Task } from "@aws-sdk/client-ecs";
import { findTasks } from "../../aws/tasks";
import type { Clients, RunningService } from "./running-service";
import { describeServices } from "./services";

export interface RunningImage {
  /** As the task definition names it. */
  readonly image: string;
  /** `sha256:...` of what runs; absent when ECS does not say it. */
  readonly digest?: string;
}

/** The images of a service's containers, by their names. */
export type RunningImages = Readonly<Record<string, RunningImage>>;

/** What the running tasks of each service were made of, by service and container; nothing of one without a task. */
export async function runningImages(
  services: readonly RunningService[],
  { ecs }: Pick<Clients, "ecs">,
): Promise<Readonly<Record<string, RunningImages>>> {
  const found = await describeServices(services, ecs);
  const images = await Promise.all(
    services.map(async ({ cluster, name, service }) => {
      const definition = found.get(name)?.taskDefinition;
      if (definition === undefined) return [name, {}] as const;
      const tasks = await findTasks(ecs, { cluster, serviceName: service, desiredStatuses: ["RUNNING"] });
      return [name, imagesOf(tasks, definition)] as const;
    }),
  );
  return Object.fromEntries(images);
}

/** Of the tasks that run a revision: the newest one knows best. */
export function imagesOf(tasks: readonly Task[], definition: string | undefined): RunningImages {
  const oldestFirst = tasks
    .filter(
      ({ lastStatus, taskDefinitionArn }) => lastStatus === "RUNNING" && taskDefinitionArn === definition,
    )
    .sort((a, b) => Number(a.startedAt ?? 0) - Number(b.startedAt ?? 0));
  return Object.fromEntries(
    oldestFirst.flatMap(({ containers = [] }) => containers.map((each) => [each.name, imageOf(each)])),
  ) as RunningImages;
}

const imageOf = ({ image = "", imageDigest }: Container): RunningImage => ({
  image,
  ...(imageDigest !== undefined && imageDigest !== "" && { digest: imageDigest }),
});
