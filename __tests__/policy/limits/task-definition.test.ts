import { MAX_TASK_DEFINITION } from "../../../policy/limits/task-definition";
import { limitProblems, oneStack } from "./stack";

const definition = (containers: string, change: object = {}, others: object = {}) =>
  limitProblems(
    oneStack(
      {
        aws_ecs_task_definition: {
          "service-web_task": { family: "web", container_definitions: containers, ...change },
        },
      },
      others,
    ),
  );
const sizes = (problems: readonly string[]): number[] =>
  problems.map((problem) => Number(/got (\d+);/.exec(problem)?.[1]));

/** Bytes of the request without its containers. */
const AROUND = '{"family":"web","tags":[],"containerDefinitions":}'.length;
const containers = (length: number): string => `[{"a":"${"b".repeat(length - '[{"a":""}]'.length)}"}]`;

test("refuses more than 64 KiB of the request", () => {
  expect(definition(containers(MAX_TASK_DEFINITION - AROUND))).toEqual([]);
  expect(definition(containers(MAX_TASK_DEFINITION - AROUND + 1))).toEqual([
    "dev-services: services.web aws_ecs_task_definition.service-web_task must have at most 65536 bytes as a task definition, got 65537; move variables into environmentFiles, or long values into secrets and parameters",
  ]);
});

test("counts bytes, references with their shortest values, and the tags of the provider", () => {
  expect(sizes(definition(containers(65_536)))).toEqual([65_536 + AROUND]);
  expect(sizes(definition(containers(65_536).replace("bb", "ü")))).toEqual([65_536 + AROUND]);
  expect(sizes(definition(containers(65_536).replace("bbb", "${x.y.z}")))).toEqual([65_533 + AROUND]);
  const provider = { aws: [{ default_tags: [{ tags: { a: "b" } }] }] };
  expect(sizes(definition(containers(65_536), {}, { provider }))).toEqual([
    65_536 + AROUND + '{"key":"a","value":"b"}'.length,
  ]);
});

test("leaves out what only Terraform reads", () => {
  expect(sizes(definition(containers(65_536), { lifecycle: {}, depends_on: ["x"] }))).toEqual([
    65_536 + AROUND,
  ]);
});

test("refuses an eleventh container, whoever put it there", () => {
  const many = (count: number) => JSON.stringify(Array.from({ length: count }, () => ({ name: "a" })));
  expect(definition(many(10))).toEqual([]);
  expect(definition(many(11))).toEqual([
    "dev-services: services.web aws_ecs_task_definition.service-web_task must have at most 10 containers in one task, got 11",
  ]);
});
