import { resource, taskOf } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-mutable-tag");
const repository = (mutability: unknown, isProtected: boolean) =>
  problems([resource("aws_ecr_repository.r", { image_tag_mutability: mutability })], isProtected);
const running = (...images: string[]) =>
  problems([taskOf(...images.map((image) => ({ name: "c", image })))], true);
const silent =
  "aws_ecr_repository.r.image_tag_mutability must say what it is, got nothing, which is MUTABLE; set IMMUTABLE";

test("good: immutable everywhere, and mutable where it says so and nothing is protected", () => {
  expect(repository("IMMUTABLE", true)).toEqual([]);
  expect(repository("IMMUTABLE", false)).toEqual([]);
  expect(repository("MUTABLE", false)).toEqual([]);
});

test("bad: a repository that says nothing, or that is mutable in a protected environment", () => {
  const refusal = (got: string) =>
    `aws_ecr_repository.r must have immutable tags, got "${got}"; remove \`mutable\` from its repository`;
  expect(repository(undefined, false)).toEqual([silent]);
  expect(repository(undefined, true)).toEqual([silent]);
  expect(repository("MUTABLE", true)).toEqual([refusal("MUTABLE")]);
  expect(repository("IMMUTABLE_WITH_EXCLUSION", true)).toEqual([refusal("IMMUTABLE_WITH_EXCLUSION")]);
});

test.each([
  `example.com/web@sha256:${"a".repeat(64)}`,
  `example.com/web:1@sha256:${"a".repeat(64)}`,
  `111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway-production-web:src-${"a".repeat(20)}`,
  "example.com/web:${docker_image.i.tag}",
  // Of a promoted image; its digest is a condition of the record that it is read from.
  "${local.release_image-web_1234}",
  "public.ecr.aws/xray/aws-xray-daemon:3.6.6",
  "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.34.13.3-prod",
])("good: %s", (image) => {
  expect(running(image)).toEqual([]);
});

test.each([
  "example.com/web:latest",
  "example.com/web:1.2.3",
  "example.com/web",
  "nginx",
  "public.ecr.aws/xray/aws-xray-daemon:latest",
  "public.ecr.aws/xray/aws-xray-daemon:3",
  "public.ecr.aws/nginx/nginx:1.29.4",
])("bad: %s", (image) => {
  expect(running(`example.com/sidecar@sha256:${"a".repeat(64)}`, image)).toEqual([
    'aws_ecs_task_definition.t.container_definitions container "c" must run an image by digest in a protected ' +
      `environment, got "${image}"; add @sha256:...`,
  ]);
});

test("images may move where nothing is protected", () => {
  expect(problems([taskOf({ name: "c", image: "nginx" })], false)).toEqual([]);
});
