import {
  imageLines,
  merged,
  summaryJson,
  summaryText,
  type Summary,
} from "../../../../cli/deploy/plan/summary";
import { isSame } from "../../../../plan/images";
import type { StackPlan } from "../../../../cli/deploy/plan/plan";

const DIGEST = (digit: string) => `sha256:${digit.repeat(64)}`;
const known = {
  released: [
    { image: `r/web@${DIGEST("1")}`, tag: "src-1", commit: "a".repeat(40), version: "v1.0.0" },
    { image: `r/api@${DIGEST("3")}`, tag: "src-3" },
  ],
  digestOf: (reference: string) =>
    Promise.resolve(
      reference.includes("@") ? reference.split("@")[1] : { "r/web:src-1": DIGEST("1") }[reference],
    ),
};

test("what is known of each image: digests of the registry, commits and tags of releases", async () => {
  const lines = await imageLines(
    [
      { name: "web", from: "r/web:src-1", to: "r/web:src-2" },
      { name: "api", from: `r/api@${DIGEST("3")}`, to: `r/api@${DIGEST("3")}` },
      { name: "new" },
    ],
    known,
  );
  expect(lines).toEqual([
    {
      name: "web",
      from: { tag: "src-1", digest: DIGEST("1"), commit: "a".repeat(40), version: "v1.0.0" },
      to: { tag: "src-2" },
    },
    { name: "api", from: { tag: "src-3", digest: DIGEST("3") }, to: { tag: "src-3", digest: DIGEST("3") } },
    { name: "new" },
  ]);
  expect(lines.map(isSame)).toEqual([false, true, false]);
});

const plan = (part: StackPlan["part"], changes: StackPlan["changes"], outputs: string[] = []): StackPlan => ({
  part,
  changes,
  adopted: [],
  outputs,
  newOutputs: [],
});
const SUMMARY: Summary = {
  environment: "dev",
  source: "git commit 1a2b3c4d5e6f (branch main)",
  images: [
    {
      name: "web",
      from: { tag: "src-1", digest: DIGEST("1"), commit: "a".repeat(40), version: "v1.0.0" },
      to: { tag: "src-2" },
    },
    { name: "web/very-long-proxy", to: { tag: "src-4" } },
    { name: "api", from: { tag: "src-3", digest: DIGEST("3") }, to: { tag: "src-3", digest: DIGEST("3") } },
    { name: "admin", from: { digest: DIGEST("5") } },
    { name: "new" },
  ],
  plans: [
    plan("images", []),
    plan("foundation", [
      { address: "aws_lb.public", effect: "replace", name: "slipway-dev" },
      { address: "aws_db_instance.orders", effect: "destroy" },
      { address: "aws_subnet.a", effect: "add" },
      { address: "aws_subnet.b", effect: "add" },
      { address: "aws_vpc.network", effect: "change" },
    ]),
    plan("services", [], ["address"]),
  ],
};

test("for people: each image, counts of each stack, and loudly what is lost", () => {
  expect(summaryText(SUMMARY)).toEqual([
    "Deployment of dev: git commit 1a2b3c4d5e6f (branch main)",
    "  web                  src-1 (sha256:111111111111, v1.0.0, commit aaaaaaaaaaaa) -> src-2 (not in the registry yet)",
    "  web/very-long-proxy  nothing -> src-4 (not in the registry yet)",
    "  api                  src-3 (sha256:333333333333), as it is",
    "  admin                sha256:555555555555 -> not known yet",
    "  new                  not known yet",
    "  images               no changes",
    "  foundation           2 to add, 1 to change, 1 to replace, 1 to destroy",
    "  services             outputs alone",
    '  !!! REPLACED: aws_lb.public ("slipway-dev")',
    "  !!! DESTROYED: aws_db_instance.orders",
    "  Removed in this order: dev-foundation (1)",
  ]);
});

it("prints the order of removal, and the repositories that stay", () => {
  const deleteWith =
    "aws ecr delete-repository --repository-name slipway-dev-api --force --region eu-central-1";
  const address = "aws_ecr_repository.api";
  const images = plan("images", [{ address, effect: "forget", name: "slipway-dev-api" }]);
  const plans = [
    { ...images, kept: [{ address, name: "slipway-dev-api", deleteWith }] },
    plan("foundation", [
      { address: "aws_lb.public", effect: "change" },
      { address: "docker_tag.v1", effect: "destroy" },
    ]),
    plan("services", [{ address: "aws_ecs_service.api", effect: "destroy" }]),
  ];
  expect(summaryText({ ...SUMMARY, images: [], plans }).slice(1)).toEqual([
    "  images        1 to forget",
    "  foundation    1 to change, 1 to destroy",
    "  services      1 to destroy",
    "  !!! DESTROYED: aws_ecs_service.api",
    "  Removed in this order: dev-services (1), dev-images (1)",
    `  KEPT: repository "slipway-dev-api" stays in AWS with its images; delete it with: ${deleteWith}`,
  ]);
  expect(summaryJson({ ...SUMMARY, plans }).stacks[0]).toMatchObject({
    forget: 1,
    kept: [{ name: "slipway-dev-api", deleteWith }],
  });
});

test("services that can not be planned yet are said to be", () => {
  const text = summaryText({ ...SUMMARY, images: [], plans: [], later: "planned later" });
  expect(text).toEqual([
    "Deployment of dev: git commit 1a2b3c4d5e6f (branch main)",
    "  services      planned later",
  ]);
});

test("for programs: the same by name", () => {
  const { stacks, ...rest } = summaryJson(SUMMARY);
  expect(rest).toEqual({ source: SUMMARY.source, images: SUMMARY.images });
  expect(stacks[1]).toEqual({
    stack: "dev-foundation",
    add: 2,
    change: 1,
    replace: 1,
    destroy: 1,
    forget: 0,
    adopted: [],
    outputs: [],
    destroyed: [{ address: "aws_db_instance.orders", effect: "destroy" }],
    replaced: [{ address: "aws_lb.public", effect: "replace", name: "slipway-dev" }],
  });
  expect(summaryJson({ ...SUMMARY, later: "planned later" })).toHaveProperty("later", "planned later");
});

test("services that were planned later stand beside the stacks before them, and a second plan for the first", () => {
  const first = { ...SUMMARY, plans: [plan("images", []), plan("services", [])], later: "planned later" };
  const second = { ...SUMMARY, source: "second", plans: [plan("services", [], ["address"])] };
  expect(merged(undefined, first)).toEqual(first);
  expect(merged(first, second)).toEqual({
    ...second,
    plans: [plan("images", []), plan("services", [], ["address"])],
  });
});

it("lists each adopted resource with its ID, for people and for programs", () => {
  const adopted = [
    { address: "aws_vpc.network", id: "vpc-1" },
    { address: "aws_subnet.a", id: "subnet-1" },
    { address: "aws_route.nat", id: "rtb-1_0.0.0.0/0" },
  ];
  const summary: Summary = {
    ...SUMMARY,
    images: [],
    plans: [{ ...plan("foundation", [{ address: "aws_vpc.network", effect: "change" }]), adopted }],
  };
  expect(summaryText(summary).slice(1)).toEqual([
    "  foundation    3 to adopt, 1 to change",
    "  adopted: 3 resources with the environment's tags, unless noted, and in no Terraform state",
    "    dev-foundation: aws_vpc.network (vpc-1)",
    "    dev-foundation: aws_subnet.a (subnet-1)",
    "    dev-foundation: aws_route.nat (rtb-1_0.0.0.0/0, found by name; has no tags)",
  ]);
  expect(summaryJson(summary).stacks[0]?.adopted).toEqual(adopted);
});
