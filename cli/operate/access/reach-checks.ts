import type { EC2Client } from "@aws-sdk/client-ec2";
import type { NetworkConfiguration } from "@aws-sdk/client-ecs";
import { answered } from "./asking";
import { pass, unknown, type Check, type Judgement } from "./model";
import type { Needs } from "./needs";
import { taskNetwork, type TaskNetwork } from "./network";
import { judgeReach, type Destination } from "./reach";

const ASKED = "ec2:DescribeSubnets, DescribeRouteTables, DescribeVpcEndpoints, DescribeSecurityGroups";

interface Reaching extends Needs {
  /** Of the tasks. */
  readonly region: string;
  readonly emulated: boolean;
}

/** Whether the network of the tasks leads to all that they need; one check when it can not be read. */
export async function reachChecks(
  ec2: EC2Client,
  needs: Reaching,
  configuration: NetworkConfiguration | undefined,
): Promise<Check[]> {
  let network: TaskNetwork | undefined;
  const question = { check: "network", subject: "subnets of the tasks", asked: ASKED };
  const read = await answered(question, async () => {
    if (configuration === undefined) return unknown("ECS has no service that says where its tasks run");
    network = await taskNetwork(ec2, configuration);
    return network === undefined
      ? unknown("the tasks share the network of their instances")
      : pass("they are there");
  });
  const known = network;
  if (known === undefined) return [read];
  return destinationsOf(needs).map((destination) => ({
    check: "reach",
    subject:
      destination.service === undefined ? "the internet" : `${destination.service} in ${destination.region}`,
    asked: ASKED,
    ...(needs.emulated ? emulated(judgeReach(known, destination)) : judgeReach(known, destination)),
  }));
}

/** An emulator carries packets whatever its records say: they prove nothing, and refuse nothing. */
function emulated({ found, repair, verdict }: Judgement): Judgement {
  const would =
    verdict === "pass" ? "it would be reached" : verdict === "fail" ? "it would not be reached" : "not known";
  return unknown(`the emulator follows no routes; on AWS, ${would}: ${found}`, repair);
}

/** What tasks call to start, each once; layers of images come from S3. */
function destinationsOf({ images, logGroups, references, region }: Reaching): Destination[] {
  const registries = [...new Set(images.flatMap(({ place }) => place?.region ?? []))];
  const stores = references.map(({ kind }) => (kind === "secret" ? "secretsmanager" : "ssm"));
  return [
    ...registries.flatMap((each) =>
      ["ecr.api", "ecr.dkr", "s3"].map((service) => ({ service, region: each })),
    ),
    ...(images.some(({ place }) => place === undefined) ? [{ region }] : []),
    ...[...new Set(logGroups.map((each) => each.region))].map((each) => ({ service: "logs", region: each })),
    ...[...new Set(stores)].map((service) => ({ service, region })),
  ];
}
