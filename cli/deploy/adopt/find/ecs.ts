import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
} from "@aws-sdk/client-ecs";
import { text } from "../../../../plan/resources";
import { byName, orMissing, type Finders } from "./finder";

/** ECS describes what was deleted for a while, with another status. */
const ACTIVE = "ACTIVE";

export const ECS: Finders = {
  aws_ecs_cluster: async (planned, { ecs }) => {
    const name = text(planned, "name");
    if (name === undefined) return [];
    const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: [name] }));
    return clusters.flatMap(({ status, clusterArn }) =>
      status === ACTIVE && clusterArn !== undefined ? [{ id: name, stateId: clusterArn }] : [],
    );
  },
  aws_ecs_service: async (planned, { ecs }) => {
    const [cluster, name] = [text(planned, "cluster"), text(planned, "name")];
    if (cluster === undefined || name === undefined) return [];
    const found = async () =>
      (await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }))).services ?? [];
    return (await orMissing(found())).flatMap(({ status, serviceArn }) =>
      status === ACTIVE && serviceArn !== undefined
        ? [{ id: `${cluster.split("/").at(-1) ?? ""}/${name}`, stateId: serviceArn }]
        : [],
    );
  },
  aws_ecs_capacity_provider: byName("name", async (name, { ecs }) => {
    const { capacityProviders = [] } = await ecs.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: [name] }),
    );
    return capacityProviders
      .filter(({ status }) => status === ACTIVE)
      .map(({ capacityProviderArn }) => capacityProviderArn);
  }),
};
