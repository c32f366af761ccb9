import { ECSClient } from "@aws-sdk/client-ecs";
import type { Environment, Service } from "../../environments/model";
import { partitionOf } from "../../environments/rules/partition";
import type { ReleasedImage } from "../../release/record";
import { RequestError } from "../aws/request-error";
import { awsWords } from "../aws/words";
import { runningImages, verifyServices } from "../deploy/watch";
import { describeServices } from "../deploy/watch/services";
import { clientOptions } from "../emulator-variables";
import { digestOf } from "./changes";
import { nameIn, prefixOf } from "../../environments/rules/names";

/** An image as the environment's current release has it, and the container that runs it. */
interface RecordedImage {
  readonly service: Service;
  /** In the task definition. */
  readonly container: string;
  readonly name: string;
  readonly released: ReleasedImage;
}

/** In which ways an environment does not run well what its current release says; none when it does. */
export async function healthProblems(
  environment: Environment,
  recorded: readonly RecordedImage[],
): Promise<string[]> {
  const ecs = new ECSClient(clientOptions(environment));
  const services = [...new Set(recorded.map(({ service }) => service.name))].map((name) => ({
    name,
    cluster: clusterOf(environment),
    service: nameIn(environment, name),
  }));
  try {
    const found = await describeServices(services, ecs);
    const expected = services.map((each) => ({
      ...each,
      taskDefinition: found.get(each.name)?.taskDefinition ?? "",
    }));
    const problems = await verifyServices(expected, { ecs });
    if (problems.length > 0) return problems;
    const running = await runningImages(services, { ecs });
    return recorded.flatMap(({ service, container, name, released }) => {
      const runs = running[service.name]?.[container];
      const subject = `image ${name} of environment "${environment.name}" must run as its release says, ${released.image}`;
      if (runs === undefined) return [`${subject}, got no running task; start one there first`];
      return isSame(runs, released)
        ? []
        : [
            `${subject}, got ${runs.digest ?? runs.image}; make both the same: npx slipway deploy ${environment.name}`,
          ];
    });
  } catch (error) {
    const words = awsWords(error as Error);
    if (words === undefined) throw error;
    throw new RequestError({ environment, request: "ecs:Describe* and ecs:List*", answer: words });
  } finally {
    ecs.destroy();
  }
}

/** By the reference, by what ECS says of the running container, or else by the tag that stands for the content. */
const isSame = (
  runs: { readonly image: string; readonly digest?: string },
  released: ReleasedImage,
): boolean =>
  runs.image.endsWith(`@${digestOf(released)}`) ||
  (runs.digest === undefined
    ? released.tag !== undefined && runs.image.endsWith(`:${released.tag}`)
    : runs.digest === digestOf(released));

/** On AWS with the account: a name alone is looked for in the caller's own. */
const clusterOf = (environment: Environment): string => {
  const { account, emulator, region } = environment;
  const name = prefixOf(environment);
  return emulator ? name : `arn:${partitionOf(region).id}:ecs:${region}:${account}:cluster/${name}`;
};
