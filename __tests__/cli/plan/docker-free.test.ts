import { dockerFreeOptions } from "../../../cli/plan/docker-free";

const stack = (types: Record<string, Record<string, object>>) => ({ resource: types });

test("all but what is of the docker provider, also what only the state knows", () => {
  const written = stack({
    aws_ecr_repository: { web: {} },
    docker_image: { web: {} },
    docker_tag: { web: {} },
  });
  const state = [
    "aws_ecr_repository.old",
    "aws_ecr_repository.web",
    "data.aws_ecr_images.web",
    "docker_image.old",
  ];
  expect(dockerFreeOptions(written, state)).toEqual([
    "-target=aws_ecr_repository.old",
    "-target=aws_ecr_repository.web",
  ]);
});

test("a service that is gone leaves images in the state alone", () => {
  expect(dockerFreeOptions(stack({ aws_ecr_repository: { web: {} } }), ["docker_image.old"])).toEqual([
    "-target=aws_ecr_repository.web",
  ]);
});

test("a stack without images is planned as a whole", () => {
  expect(dockerFreeOptions(stack({ aws_ecr_repository: { web: {} } }), [])).toEqual([]);
  expect(dockerFreeOptions({}, [])).toEqual([]);
});
