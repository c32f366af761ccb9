import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adoptStack, type AdoptedStack } from "../../../../cli/deploy/adopt/adopt-stack";
import { StateIds } from "../../../../cli/deploy/adopt/state-ids";
import type { Planning } from "../../../../cli/deploy/deployment";
import { parsePlan } from "../../../../cli/deploy/plan/plan";
import { placesOf } from "../../../../cli/deploy/terraform/places";
import type { Change, PlanJson, Values } from "../../../../plan/plan-json";
import { type Answers, awsError, withFakeAccount } from "./fake-account";

const TAGS = { project: "slipway", environment: "dev" };
const EC2_TAGS = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
const ENVIRONMENT = { name: "dev", project: "slipway", tags: TAGS };
const VPC = "aws_vpc.network";
const SUBNET = "aws_subnet.a";
const ROLE = "aws_iam_role.task";

let folder: string;
let printed: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-adopt-"));
  printed = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const importFile = () => join(folder, "adopt.tf.json");
const imported = (): Record<string, string> =>
  existsSync(importFile())
    ? Object.fromEntries(
        (
          JSON.parse(readFileSync(importFile(), "utf8")) as { import: { to: string; id: string }[] }
        ).import.map(({ to, id }) => [to, id]),
      )
    : {};

interface Resource {
  /** What the plan knows of it while these addresses are imported. */
  readonly planned: (imports: Readonly<Record<string, string>>) => Values;
  /** What an import reads. */
  readonly before?: Values;
  readonly actions?: Change["actions"];
}

/** What Terraform would plan with the import blocks that are in the folder. */
function planOf(resources: Readonly<Record<string, Resource>>): PlanJson {
  const imports = imported();
  const changeOf = (
    id: string | undefined,
    { before = {}, actions = ["no-op"] }: Resource,
  ): Omit<Change, "after"> =>
    id === undefined ? { actions: ["create"], before: null } : { actions, before, importing: { id } };
  return {
    resource_changes: Object.entries(resources).map(([address, resource]) => ({
      address,
      mode: "managed",
      type: address.split(".", 1)[0] ?? "",
      change: { ...changeOf(imports[address], resource), after: resource.planned(imports) },
    })),
  };
}

let plans: number;
async function adopt(
  resources: Readonly<Record<string, Resource>>,
  answers: Answers,
  { states = StateIds.of([]), environment = ENVIRONMENT }: { states?: StateIds; environment?: object } = {},
): Promise<AdoptedStack> {
  plans = 0;
  const { stacks } = placesOf("dev");
  const planning = {
    environment,
    places: { stacks: { ...stacks, foundation: { ...stacks.foundation, folder } } },
    request: { services: [] },
    terraform: {
      run: () => Promise.resolve(void (plans += 1)),
      show: () => Promise.resolve(planOf(resources)),
    },
    progress: {
      say: (_: string, line: string) => printed.push(line),
      during: (_: string, __: string, work: (update: () => void) => Promise<void>) => work(() => undefined),
    },
    interrupts: { race: <T>(work: Promise<T>) => work },
  } as unknown as Planning;
  const json = planOf(resources);
  return withFakeAccount(answers, (account) =>
    adoptStack(
      { planning, account, states: () => Promise.resolve(states), reported: new Set() },
      { plan: parsePlan("foundation", json), json },
    ),
  );
}

const vpc: Resource = { planned: () => ({ tags_all: TAGS }), before: { tags_all: TAGS } };
const subnet: Resource = {
  planned: ({ [VPC]: id }) => ({ tags_all: TAGS, ...(id !== undefined && { vpc_id: id }) }),
  before: { tags_all: TAGS },
};
const vpcs = (...ids: string[]) => ({ Vpcs: ids.map((VpcId) => ({ VpcId, Tags: EC2_TAGS })) });

it("plans nothing again when the account has nothing of it", async () => {
  const { stack, problems } = await adopt({ [VPC]: vpc }, { DescribeVpcs: vpcs() });
  expect([plans, stack.plan.adopted, problems]).toEqual([0, [], []]);
  expect(existsSync(importFile())).toBe(false);
});

it("finds what belongs to a resource once the plan imports that one", async () => {
  const asked: unknown[] = [];
  const answers: Answers = {
    DescribeVpcs: vpcs("vpc-1"),
    DescribeSubnets: ({ Filters }) => {
      asked.push((Filters as unknown[])[0]);
      return { Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1", Tags: EC2_TAGS }] };
    },
  };
  const { stack, problems } = await adopt({ [VPC]: vpc, [SUBNET]: subnet }, answers);
  expect(stack.plan.adopted).toEqual([
    { address: VPC, id: "vpc-1" },
    { address: SUBNET, id: "subnet-1" },
  ]);
  expect(problems).toEqual([]);
  expect(asked).toEqual([{ Name: "vpc-id", Values: ["vpc-1"] }]);
  expect(plans).toBe(2);
});

it("chooses none of two with the same name and tags", async () => {
  const { stack, problems } = await adopt(
    { [VPC]: vpc, [SUBNET]: subnet },
    { DescribeVpcs: vpcs("vpc-1", "vpc-2") },
  );
  expect(stack.plan.adopted).toEqual([]);
  expect(problems).toEqual([
    { address: VPC, reason: "vpc-1 and vpc-2 have its name and its tags; import the right one by hand" },
  ]);
});

it("leaves out what a state has at another address", async () => {
  const states = StateIds.of([
    { resources: [{ mode: "managed", type: "aws_vpc", instances: [{ attributes: { id: "vpc-1" } }] }] },
  ]);
  const { stack, problems } = await adopt({ [VPC]: vpc }, { DescribeVpcs: vpcs("vpc-1") }, { states });
  expect([stack.plan.adopted, problems]).toEqual([[], []]);
});

it("adopts for none of two addresses what could be either", async () => {
  const { stack, problems } = await adopt(
    { [VPC]: vpc, "aws_vpc.other": vpc },
    { DescribeVpcs: vpcs("vpc-1") },
  );
  expect(stack.plan.adopted).toEqual([]);
  expect(problems).toEqual([
    { address: VPC, reason: "vpc-1 matches both this address and aws_vpc.other; import it by hand" },
    { address: "aws_vpc.other", reason: `vpc-1 matches both this address and ${VPC}; import it by hand` },
  ]);
});

it("takes back the import of a resource with the name but without the tags", async () => {
  const role = (tags_all: Values): Resource => ({
    planned: () => ({ name: "slipway-dev-task" }),
    before: { tags_all },
  });
  const answers = { GetRole: { Role: { RoleName: "slipway-dev-task" } } };
  const { stack, problems } = await adopt({ [ROLE]: role({ project: "other" }) }, answers);
  expect(stack.plan.adopted).toEqual([]);
  expect(problems).toEqual([
    {
      address: ROLE,
      reason:
        "slipway-dev-task has this name but not the tags of dev; find out whose it is, then rename or delete one of the two",
    },
  ]);
  expect(imported()).toEqual({});
});

it("refuses an import that would replace the resource", async () => {
  const { problems } = await adopt(
    { [VPC]: { ...vpc, actions: ["delete", "create"] } },
    { DescribeVpcs: vpcs("vpc-1") },
  );
  expect(problems.map(({ reason }) => reason)).toEqual([
    "vpc-1 differs so much from the configuration that Terraform would replace it; change the configuration to match it, or delete it",
  ]);
});

const DENIED = "AccessDenied: made up";

it("refuses to create on AWS a second time what it cannot look for", async () => {
  const { stack, problems } = await adopt(
    { [VPC]: vpc, [SUBNET]: subnet },
    { DescribeVpcs: awsError("AccessDenied") },
  );
  expect(stack.plan.adopted).toEqual([]);
  expect(problems).toEqual([
    {
      address: VPC,
      reason: `it may exist, and AWS would create a second one: ${DENIED}; allow the caller to look for it, or deploy again when AWS answers`,
    },
  ]);
});

it("creates on an emulator what it cannot look for", async () => {
  const { problems } = await adopt(
    { [VPC]: vpc },
    { DescribeVpcs: awsError("NotImplemented") },
    { environment: { ...ENVIRONMENT, emulator: { endpoint: "http://localhost:4566" } } },
  );
  expect(problems).toEqual([]);
  expect(printed).toEqual(["cannot look for existing aws_vpc: NotImplemented: made up"]);
});

it("reports once in all rounds that it cannot look for a type", async () => {
  const role: Resource = { planned: (imports) => ({ name: "x", path: VPC in imports ? "/a/" : "/" }) };
  await adopt(
    { [ROLE]: role, "aws_iam_role.other": role, [VPC]: vpc },
    { GetRole: awsError("AccessDenied"), DescribeVpcs: vpcs("vpc-1") },
  );
  expect(printed.filter((line) => line.startsWith("cannot"))).toEqual([
    `cannot look for existing aws_iam_role: ${DENIED}`,
  ]);
});

describe("with tags that other environments may have too", () => {
  const environment = { ...ENVIRONMENT, tags: { Project: "4711", environment: "dev" } };
  const named = (Name: string): Resource => ({ planned: () => ({ tags_all: { ...TAGS, Name } }) });
  const found = (Name: string) => ({
    DescribeVpcs: { Vpcs: [{ VpcId: "vpc-1", Tags: [...EC2_TAGS, { Key: "Name", Value: Name }] }] },
  });

  it("refuses to adopt what it finds by tags alone", async () => {
    const { problems } = await adopt({ [VPC]: named("shop") }, found("shop"), { environment });
    expect(problems).toEqual([
      {
        address: VPC,
        reason:
          "vpc-1 has the tags of dev, which other environments may have too; give each environment tags of its own, or import it by hand",
      },
    ]);
  });

  it("adopts what has the environment's prefix in its name", async () => {
    const vpcOfDev = { ...named("slipway-dev"), before: { tags_all: TAGS } };
    const { stack, problems } = await adopt({ [VPC]: vpcOfDev }, found("slipway-dev"), { environment });
    expect([stack.plan.adopted, problems]).toEqual([[{ address: VPC, id: "vpc-1" }], []]);
  });
});

it("refuses to adopt a pull-through cache rule, which another environment may use", async () => {
  const rule: Resource = { planned: () => ({ ecr_repository_prefix: "hub" }) };
  const answers = {
    DescribePullThroughCacheRules: { pullThroughCacheRules: [{ ecrRepositoryPrefix: "hub" }] },
  };
  const { stack, problems } = await adopt({ "aws_ecr_pull_through_cache_rule.hub": rule }, answers);
  expect(stack.plan.adopted).toEqual([]);
  expect(problems.map(({ reason }) => reason)).toEqual([
    "hub exists: it belongs to the account's registry and has no tags, so another environment may use it; remove it from the configuration, or import it by hand",
  ]);
});

it("goes on without what it cannot look for when AWS refuses a second one", async () => {
  const role: Resource = { planned: () => ({ name: "x" }) };
  const { stack, problems } = await adopt(
    { [ROLE]: role, [VPC]: vpc },
    { GetRole: awsError("AccessDenied"), DescribeVpcs: vpcs("vpc-1") },
  );
  expect(stack.plan.adopted).toEqual([{ address: VPC, id: "vpc-1" }]);
  expect(problems).toEqual([]);
  expect(printed).toContain(`cannot look for existing aws_iam_role: ${DENIED}`);
});
