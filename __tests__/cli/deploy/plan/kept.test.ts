import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptAddresses, keptFile, writeKept } from "../../../../cli/deploy/plan/kept";
import { placesOf } from "../../../../cli/deploy/terraform/places";
import type { ResourceChange, Values } from "../../../../plan/plan-json";

const gone = (
  address: string,
  before: Values,
  actions: ResourceChange["change"]["actions"] = ["delete"],
): ResourceChange => ({
  address,
  mode: "managed",
  type: address.split(".", 1)[0] ?? "",
  change: { actions, before, after: null },
});
const kept = (...resource_changes: ResourceChange[]) => keptAddresses({ resource_changes });

const API = { name: "dev-api", force_delete: false, encryption_configuration: [{ kms_key: "arn:key/api" }] };

it("keeps a repository that may not go with its images, with its policies and its key", () => {
  expect(
    kept(
      gone("aws_ecr_repository.api", API),
      gone("aws_ecr_lifecycle_policy.api", { repository: "dev-api" }),
      gone("aws_ecr_repository_policy.api", { repository: "dev-api" }),
      gone("aws_kms_key.api", { arn: "arn:key/api" }),
      gone("aws_kms_alias.api", { target_key_arn: "arn:key/api" }),
      gone("aws_ecrpublic_repository.api", { repository_name: "shop/api", force_destroy: false }),
      gone("aws_ecrpublic_repository_policy.api", { repository_name: "shop/api" }),
      gone("docker_registry_image.api", { name: "registry/dev-api:src-1" }),
    ),
  ).toEqual([
    "aws_ecr_repository.api",
    "aws_ecr_lifecycle_policy.api",
    "aws_ecr_repository_policy.api",
    "aws_kms_key.api",
    "aws_kms_alias.api",
    "aws_ecrpublic_repository.api",
    "aws_ecrpublic_repository_policy.api",
  ]);
});

it("lets a repository go whose images were given up, and what belongs to another repository", () => {
  expect(
    kept(
      gone("aws_ecr_repository.web", { name: "dev-web", force_delete: true }),
      gone("aws_ecrpublic_repository.web", { repository_name: "shop/web", force_destroy: true }),
      gone("aws_ecr_lifecycle_policy.web", { repository: "dev-web" }),
      gone("aws_kms_key.other", { arn: "arn:key/other" }),
    ),
  ).toEqual([]);
});

it("leaves out resources with an instance key, which Terraform does not accept in a removed block", () => {
  expect(kept(gone('aws_ecr_repository.api["a"]', API), gone("aws_ecr_repository.web[0]", API))).toEqual([]);
});

it("ignores a repository that is replaced or already kept", () => {
  expect(kept(gone("aws_ecr_repository.api", API, ["delete", "create"]))).toEqual([]);
  expect(kept(gone("aws_ecr_repository.api", API, ["forget"]))).toEqual([]);
});

it("writes the blocks with which Terraform leaves resources in AWS", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kept-"));
  try {
    const place = { ...placesOf("dev").stacks.images, folder };
    await writeKept(place, ["aws_ecr_repository.api"]);
    expect(JSON.parse(readFileSync(keptFile(place), "utf8"))).toEqual({
      removed: [{ from: "aws_ecr_repository.api", lifecycle: { destroy: false } }],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
