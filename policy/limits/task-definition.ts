import { MAX_CONTAINERS } from "../../environments/rules/task-containers";
import { readJson } from "../json-text";
import { nested, type Block } from "../values";
import { argumentsOf, type Finished } from "./finished";
import type { Excess } from "./limit";

/** Bytes of a task definition, 64 KiB; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const MAX_TASK_DEFINITION = 65_536;

/**
 * Task definitions that are larger than ECS takes. What is measured is the request of the provider: every argument as
 * JSON, the tags of the provider among them, each reference with its longest value.
 */
export const taskDefinitionExcesses = (finished: Finished): Excess[] =>
  finished.of("aws_ecs_task_definition").flatMap((resource) => {
    const { container_definitions: containers, tags, ...others } = argumentsOf(resource.values);
    const text = typeof containers === "string" ? finished.longest(resource.stack, containers) : "";
    const rest = finished.longest(
      resource.stack,
      JSON.stringify({ ...others, tags: tagList(finished, resource.stack, tags) }),
    );
    // The containers are a member of the request, not a text in it.
    const size = Buffer.byteLength(`${rest.slice(0, -1)},"containerDefinitions":${text}}`);
    const count = nested(readJson(text)).length;
    return [
      ...(size > MAX_TASK_DEFINITION
        ? [
            `must have at most ${MAX_TASK_DEFINITION} bytes as a task definition, got ${size}; move variables into environmentFiles, or long values into secrets and parameters`,
          ]
        : []),
      ...(count > MAX_CONTAINERS
        ? [`must have at most ${MAX_CONTAINERS} containers in one task, got ${count}`]
        : []),
    ].map((problem) => ({ resource, problem }));
  });

/** The form in which ECS takes tags: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
const tagList = (finished: Finished, stack: string, own: unknown): readonly object[] =>
  Object.entries(Object.assign({}, finished.defaultTags(stack), ...nested(own)) as Block).map(
    ([key, value]) => ({
      key,
      value,
    }),
  );
