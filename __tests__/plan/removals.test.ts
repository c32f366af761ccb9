import { loses } from "../../plan/effect";
import { keptLines, keptRepositories } from "../../plan/kept";
import type { PlanJson, ResourceChange, Values } from "../../plan/plan-json";
import { removalLines, removalsOf } from "../../plan/removals";
import type { Line } from "../../plan/words";

const change = (
  address: string,
  actions: ResourceChange["change"]["actions"],
  before: Values = {},
): ResourceChange => ({
  address,
  mode: "managed",
  type: address.split(".", 1)[0] ?? "",
  change: { actions, before, after: null },
});
const plan = (...resource_changes: ResourceChange[]): PlanJson => ({ resource_changes });
const text = ({ words }: Line) => words.map((word) => (typeof word === "string" ? word : word.code)).join("");

it("lists what is removed in the order of removal: the stack that uses the others first", () => {
  const removals = removalsOf([
    { stack: "dev-images", plan: plan(change("aws_ecr_repository.api", ["forget"])) },
    { stack: "dev-foundation", plan: plan(change("aws_lb.public", ["delete", "create"])) },
    {
      stack: "dev-services",
      plan: plan(change("aws_ecs_service.api", ["delete"]), change("aws_iam_role.api", ["delete"])),
    },
  ]);
  expect(removals).toEqual([
    { stack: "dev-services", addresses: ["aws_ecs_service.api", "aws_iam_role.api"] },
    { stack: "dev-images", addresses: ["aws_ecr_repository.api"] },
  ]);
  expect(removalLines(removals).map(text)).toEqual([
    "1. dev-services: 2 resources",
    "2. dev-images: 1 resource",
  ]);
});

it("lists no image, as each release has its own and those of the registry stay", () => {
  const images = plan(change("docker_tag.api_tag-v1", ["delete"]), change("docker_image.api", ["delete"]));
  expect(removalsOf([{ stack: "dev-images", plan: images }])).toEqual([]);
});

it("names the repositories that stay, each with the command that deletes it", () => {
  const kept = keptRepositories([
    change("aws_ecr_repository.api", ["forget"], {
      name: "dev-api",
      arn: "arn:aws:ecr:eu-central-1:111122223333:repository/dev-api",
    }),
    change("aws_ecrpublic_repository.api", ["forget"], {
      repository_name: "shop/api",
      arn: "arn:aws:ecr-public::111122223333:repository/shop/api",
    }),
    change("aws_ecr_lifecycle_policy.api", ["forget"], { repository: "dev-api" }),
    change("aws_ecr_repository.web", ["delete"], { name: "dev-web" }),
  ]);
  expect(keptLines(kept).map(text)).toEqual([
    "repository dev-api stays in AWS with its images; delete it with: aws ecr delete-repository --repository-name dev-api --force --region eu-central-1",
    "repository shop/api stays in AWS with its images; delete it with: aws ecr-public delete-repository --repository-name shop/api --force --region us-east-1",
  ]);
});

it("does not call an image lost when Terraform no longer knows it, as it stays in its registry", () => {
  expect(loses("docker_registry_image", "destroy")).toBe(false);
  expect(loses("aws_ecr_repository", "destroy")).toBe(true);
  expect(loses("aws_ecr_repository", "forget")).toBe(false);
});
