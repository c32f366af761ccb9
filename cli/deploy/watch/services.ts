import { DescribeServicesCommand, type ECSClient, type Service } from "@aws-sdk/client-ecs";
import type { Limits, RunningService } from "./running-service";

/** Services that one DescribeServices takes; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const MAX_DESCRIBED = 10;

/** What ECS says of each service, by its name in the environment; one that it does not have (any longer) is not there. */
export async function describeServices(
  services: readonly RunningService[],
  ecs: ECSClient,
  limits: Limits = {},
): Promise<ReadonlyMap<string, Service>> {
  const found = new Map<string, Service>();
  for (const cluster of new Set(services.map((each) => each.cluster))) {
    const here = services.filter((each) => each.cluster === cluster);
    for (let from = 0; from < here.length; from += MAX_DESCRIBED) {
      const asked = here.slice(from, from + MAX_DESCRIBED);
      const answered = await describe(cluster, asked, ecs, limits);
      for (const { name, service } of asked) {
        const known = answered.find(
          ({ serviceName, status }) => serviceName === service && status !== "INACTIVE",
        );
        if (known !== undefined) found.set(name, known);
      }
    }
  }
  return found;
}

async function describe(
  cluster: string,
  asked: readonly RunningService[],
  ecs: ECSClient,
  limits: Limits,
): Promise<readonly Service[]> {
  try {
    const names = asked.map(({ service }) => service);
    const answer = await ecs.send(new DescribeServicesCommand({ cluster, services: names }), limits);
    return answer.services ?? [];
  } catch (error) {
    // Before the first deployment.
    if ((error as Error).name === "ClusterNotFoundException") return [];
    throw error;
  }
}

/** Target groups that the service registers its tasks in; for blue-green also the one that gets no requests yet. */
export const targetGroupsOf = ({ loadBalancers = [] }: Service): readonly string[] => [
  ...new Set(
    loadBalancers
      .flatMap(({ targetGroupArn, advancedConfiguration }) => [
        targetGroupArn,
        advancedConfiguration?.alternateTargetGroupArn,
      ])
      .filter((arn) => arn !== undefined),
  ),
];

/** What people call an ARN: `shop-dev-web:12` of a task definition. */
export const lastPart = (arn = "none"): string => arn.split("/").at(-1) ?? arn;

/** Whether ECS moves requests from one whole set of tasks to another (blue-green, canary, linear). */
export const movesRequests = ({ deploymentConfiguration }: Service): boolean =>
  (deploymentConfiguration?.strategy ?? "ROLLING") !== "ROLLING";
