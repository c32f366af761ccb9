import { MAX_CONTAINERS } from "../../environments/rules/task-containers";
import { readJson } from "../json-text";
import type { JudgedResource } from "../finding";
import { nested, type Block } from "../values";
import { argumentsOf, type Extreme, type Finished } from "./finished";
import { sizeExcess, type Excess } from "./limit";

/** Bytes of a task definition, 64 KiB; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const MAX_TASK_DEFINITION = 65_536;

/** Task definitions that are larger than ECS takes, or have more containers. */
export const taskDefinitionExcesses = (finished: Finished): Excess[] =>
  finished.of("aws_ecs_task_definition").flatMap((resource) => {
    const count = nested(readJson(requestOf(finished, resource, "longest").containers)).length;
    return [
      ...sizeExcess(
        resource,
        MAX_TASK_DEFINITION,
        (extreme) => requestOf(finished, resource, extreme).bytes,
        (got) =>
          `must have at most ${MAX_TASK_DEFINITION} bytes as a task definition, got ${got}; move variables into environmentFiles, or long values into secrets and parameters`,
      ),
      ...(count > MAX_CONTAINERS
        ? [{ resource, problem: `must have at most ${MAX_CONTAINERS} containers in one task, got ${count}` }]
        : []),
    ];
  });

/** What the provider sends: every argument as JSON, the tags of the provider among them. */
function requestOf(finished: Finished, { stack, values }: JudgedResource, extreme: Extreme) {
  const { container_definitions: text, tags, ...others } = argumentsOf(values);
  const containers = typeof text === "string" ? finished.text(extreme, stack, text) : "";
  const rest = finished.text(
    extreme,
    stack,
    JSON.stringify({ ...others, tags: tagList(finished, stack, tags) }),
  );
  // The containers are a member of the request, not a text in it.
  return {
    containers,
    bytes: Buffer.byteLength(`${rest.slice(0, -1)},"containerDefinitions":${containers}}`),
  };
}

/** The form in which ECS takes tags: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
const tagList = (finished: Finished, stack: string, own: unknown): readonly object[] =>
  Object.entries(Object.assign({}, finished.defaultTags(stack), ...nested(own)) as Block).map(
    ([key, value]) => ({
      key,
      value,
    }),
  );
