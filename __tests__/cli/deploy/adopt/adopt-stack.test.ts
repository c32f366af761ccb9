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
const VPC = "aws_vpc.network";
const SUBNET = "aws_subnet.a";
const ROLE = "aws_iam_role.task";

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-adopt-"));
  said = [];
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
  states: StateIds = StateIds.of([]),
): Promise<AdoptedStack> {
  plans = 0;
  const { stacks } = placesOf("dev");
  const planning = {
    environment: { name: "dev" },
    places: { stacks: { ...stacks, foundation: { ...stacks.foundation, folder } } },
    request: { services: [] },
    terraform: {
      run: () => Promise.resolve(void (plans += 1)),
      show: () => Promise.resolve(planOf(resources)),
    },
    progress: {
      say: (_: string, line: string) => said.push(line),
      during: (_: string, __: string, work: (update: () => void) => Promise<void>) => work(() => undefined),
    },
    interrupts: { race: <T>(work: Promise<T>) => work },
  } as unknown as Planning;
  const json = planOf(resources);
  return withFakeAccount(answers, (account) =>
    adoptStack(
      { planning, account, states: () => Promise.resolve(states) },
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
    { address: VPC, reason: "vpc-1 and vpc-2 have its name and its tags; delete those that are not used" },
  ]);
});

it("leaves out what a state has at another address", async () => {
  const states = StateIds.of([
    { resources: [{ mode: "managed", type: "aws_vpc", instances: [{ attributes: { id: "vpc-1" } }] }] },
  ]);
  const { stack, problems } = await adopt({ [VPC]: vpc }, { DescribeVpcs: vpcs("vpc-1") }, states);
  expect([stack.plan.adopted, problems]).toEqual([[], []]);
});

it("adopts for none of two addresses what could be either", async () => {
  const { stack, problems } = await adopt(
    { [VPC]: vpc, "aws_vpc.other": vpc },
    { DescribeVpcs: vpcs("vpc-1") },
  );
  expect(stack.plan.adopted).toEqual([]);
  expect(problems.map(({ address }) => address).sort()).toEqual([VPC, "aws_vpc.other"]);
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

it("tells what it cannot look for, and goes on", async () => {
  const role: Resource = { planned: () => ({ name: "x" }) };
  const { stack } = await adopt(
    { [ROLE]: role, [VPC]: vpc },
    { GetRole: awsError("AccessDenied"), DescribeVpcs: vpcs("vpc-1") },
  );
  expect(stack.plan.adopted).toEqual([{ address: VPC, id: "vpc-1" }]);
  expect(said).toContain("cannot look for existing aws_iam_role: AccessDenied: made up");
});
