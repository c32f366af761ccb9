import { imageParts, plannedImages } from "../../../../cli/deploy/plan/planned-images";
import type { PlanJson } from "../../../../plan/plan-json";
import type { SynthesisedStack } from "../../../../cli/deploy/plan/synthesised-stack";

const environment = { project: "slipway", name: "dev" };
const IMAGES = [
  { name: "web", service: "web", container: "web", built: true },
  { name: "web/proxy", service: "web", container: "proxy", built: true },
];
const definitions = (web: string, proxy: string) =>
  JSON.stringify([
    { name: "web", image: web },
    { name: "proxy", image: proxy },
  ]);
/** @param running the revision that the service is at; none when there is no service */
const plan = (before: object | null, after: object | null, running?: string): PlanJson => ({
  resource_changes: [
    {
      address: "aws_ecs_service.web",
      mode: "managed",
      type: "aws_ecs_service",
      change: {
        actions: ["update"],
        before: running === undefined ? null : { name: "slipway-dev-web", task_definition: running },
        after: { name: "slipway-dev-web" },
      },
    },
    {
      // The migration of the service has the same containers in a family of its own.
      address: "aws_ecs_task_definition.migrate",
      mode: "managed",
      type: "aws_ecs_task_definition",
      change: {
        actions: ["create"],
        before: null,
        after: { family: "slipway-dev-web-migrate", container_definitions: definitions("other", "other") },
      },
    },
    {
      address: "aws_ecs_task_definition.web",
      mode: "managed",
      type: "aws_ecs_task_definition",
      change: {
        actions: ["delete", "create"],
        before: before && { family: "slipway-dev-web", arn: "web:4", ...before },
        after: after && { family: "slipway-dev-web", ...after },
      },
    },
  ],
});
const stack = (text: string): SynthesisedStack =>
  ({
    resource: {
      aws_ecs_task_definition: { web: { family: "slipway-dev-web", container_definitions: text } },
    },
  }) as SynthesisedStack;

const moves = (text: string, json?: PlanJson, released: Readonly<Record<string, string>> = {}) =>
  plannedImages(environment, IMAGES, { stack: stack(text), plan: json, released });

test("old and new from the plan, container by container", () => {
  const json = plan(
    { container_definitions: definitions("r/web:src-a", "r/web/proxy:src-b") },
    { container_definitions: definitions("r/web:src-c", "r/web/proxy:src-b") },
    "web:4",
  );
  expect(moves("[]", json)).toEqual([
    { name: "web", from: "r/web:src-a", to: "r/web:src-c" },
    { name: "web/proxy", from: "r/web/proxy:src-b", to: "r/web/proxy:src-b" },
  ]);
});

test("old is what the release has when the service does not run the newest definition, as after a failure", () => {
  const json = plan(
    { container_definitions: definitions("r/web:src-broken", "r/web/proxy:src-b") },
    { container_definitions: definitions("r/web:src-broken", "r/web/proxy:src-b") },
    "web:3",
  );
  expect(moves("[]", json, { web: "r/web@sha256:3" })).toEqual([
    { name: "web", from: "r/web@sha256:3", to: "r/web:src-broken" },
    { name: "web/proxy", to: "r/web/proxy:src-b" },
  ]);
});

test("what the plan does not know is read from the stack; what refers to something else is not known", () => {
  const json = plan(null, { container_definitions: undefined });
  const text = definitions("r/web:src-c", "${jsondecode(data.aws_s3_object.record.body).image}");
  const expected = [{ name: "web", to: "r/web:src-c" }, { name: "web/proxy" }];
  expect(moves(text, json)).toEqual(expected);
  expect(moves(text)).toEqual(expected);
});

test("without a plan, old is what the release has; a plan without the service says that nothing runs", () => {
  const released = { web: "r/web@sha256:3" };
  expect(moves("[]", undefined, released)).toEqual([
    { name: "web", from: "r/web@sha256:3" },
    { name: "web/proxy" },
  ]);
  expect(moves("[]", plan(null, null), released)).toEqual([{ name: "web" }, { name: "web/proxy" }]);
});

test("a text that is not JSON, because references stand in it, tells nothing", () => {
  expect(moves('[{"name":${x}}]')).toEqual([{ name: "web" }, { name: "web/proxy" }]);
});

test.each([
  ["localhost:4566/shop/web:src-1", { repository: "localhost:4566/shop/web", tag: "src-1" }],
  ["localhost:4566/shop/web@sha256:12", { repository: "localhost:4566/shop/web", digest: "sha256:12" }],
  ["ecr.aws/web:v1@sha256:12", { repository: "ecr.aws/web", tag: "v1", digest: "sha256:12" }],
  ["localhost:4566/web", { repository: "localhost:4566/web" }],
])("%s in its parts", (reference, parts) => {
  expect(imageParts(reference)).toEqual(parts);
});
