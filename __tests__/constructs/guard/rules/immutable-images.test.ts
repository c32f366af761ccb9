import { immutableImages } from "../../../../constructs/guard/rules/immutable-images";

const repository = (mutability?: string) =>
  immutableImages({ resource: { aws_ecr_repository: { r: { image_tag_mutability: mutability } } } });
const running = (...images: string[]) =>
  immutableImages({
    resource: {
      aws_ecs_task_definition: {
        t: { container_definitions: JSON.stringify(images.map((image) => ({ image }))) },
      },
    },
  });

test("repositories", () => {
  expect(repository("IMMUTABLE")).toEqual([]);
  const refusal = (got: string) =>
    `aws_ecr_repository.r must have immutable tags, got "${got}"; remove \`mutable\` from its repository`;
  expect(repository("MUTABLE")).toEqual([refusal("MUTABLE")]);
  expect(repository()).toEqual([refusal("MUTABLE")]);
  expect(repository("IMMUTABLE_WITH_EXCLUSION")).toEqual([refusal("IMMUTABLE_WITH_EXCLUSION")]);
});

test.each([
  "example.com/web:1.2.3",
  "localhost:4566/web:src-1",
  `example.com/web@sha256:${"a".repeat(64)}`,
  "example.com/web:${docker_image.i.tag}",
  "${docker_registry_image.i.name}",
  // Of a promoted image; its digest is a condition of the record that it is read from.
  "${local.release_image-web_1234}",
])("%s is pinned", (image) => {
  expect(running(image)).toEqual([]);
});

test.each(["example.com/web:latest", "example.com/web", "localhost:4566/web", "nginx", "nginx:latest"])(
  "%s is not",
  (image) => {
    expect(running("example.com/sidecar:1", image)).toEqual([
      `aws_ecs_task_definition.t must run an image with a tag other than latest, or with a digest, got "${image}"`,
    ]);
  },
);

test("containers behind a reference are refused", () => {
  expect(
    immutableImages({
      resource: { aws_ecs_task_definition: { t: { container_definitions: "${local.x}" } } },
    }),
  ).toEqual([
    "aws_ecs_task_definition.t.container_definitions must be JSON that can be checked here, got a reference",
  ]);
});
