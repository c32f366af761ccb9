import { withFreePriorities } from "../../../cli/deploy/free-priorities";
import { resolveEnvironment } from "../../../environments";
import type { PlanJson } from "../../../plan/plan-json";
import { silentProgress } from "../../../toolchain/progress";
import { FakeAws } from "../../support/fake-aws";
import { root } from "../../support/synth-environment";

interface Rule {
  readonly path: string;
  priority: number;
}

const LISTENER = "arn:listener";
const environment = resolveEnvironment("local", root);
const lines: string[] = [];
const moving = {
  environment,
  progress: { ...silentProgress, say: (_subject: string, line: string) => void lines.push(line) },
};

/** A service under a new name: its rule takes the place of the old one. */
const PLAN = {
  resource_changes: [
    {
      address: "aws_lb_listener_rule.old",
      mode: "managed",
      type: "aws_lb_listener_rule",
      change: {
        actions: ["delete"],
        before: { arn: "arn:old", listener_arn: LISTENER, priority: 7 },
        after: null,
      },
    },
    {
      address: "aws_lb_listener_rule.new",
      mode: "managed",
      type: "aws_lb_listener_rule",
      change: { actions: ["create"], before: null, after: { listener_arn: LISTENER, priority: 7 } },
    },
  ],
} as PlanJson;

let aws: FakeAws;
let rules: Map<string, Rule>;
/** Moves that AWS accepts before it refuses all. */
let moves: number;
beforeEach(async () => {
  lines.length = 0;
  moves = Infinity;
  rules = new Map([["arn:old", { path: "/*", priority: 7 }]]);
  aws = await FakeAws.start(() => ({
    DescribeRules: () => ({
      body: {
        Rules: [...rules].map(([RuleArn, { path, priority }]) => ({
          RuleArn,
          Priority: String(priority),
          Conditions: [{ Field: "path-pattern", Values: [path] }],
        })),
      },
    }),
    SetRulePriorities: (input) => {
      if (moves-- <= 0) return { status: 400, body: { __type: "AccessDenied", message: "not allowed" } };
      const sent = input as Record<string, string>;
      const rule = rules.get(sent["RulePriorities.member.1.RuleArn"] ?? "");
      if (rule) rule.priority = Number(sent["RulePriorities.member.1.Priority"]);
      return { body: {} };
    },
  }));
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
});
afterEach(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});

const priority = () => rules.get("arn:old")?.priority;
const FAILED = new Error("apply failed");

it("asks AWS nothing when no rule is in the way of another", async () => {
  await withFreePriorities(moving, {}, () => Promise.resolve());
  expect(aws.called).toEqual([]);
});

it("makes room before the apply, and leaves the rules when it succeeds", async () => {
  let during: number | undefined;
  await withFreePriorities(moving, PLAN, () => {
    during = priority();
    return Promise.resolve();
  });
  expect([during, priority()]).toEqual([50_000, 50_000]);
});

it("moves a rule back when the apply fails before another takes its place", async () => {
  await expect(withFreePriorities(moving, PLAN, () => Promise.reject(FAILED))).rejects.toBe(FAILED);
  expect(priority()).toBe(7);
});

it.each([
  ["its place is taken", () => rules.set("arn:new", { path: "/*", priority: 7 })],
  ["it was changed", () => rules.set("arn:old", { path: "/new/*", priority: 50_000 })],
])("leaves a rule when the apply fails and %s", async (_name, apply) => {
  const failing = () => {
    apply();
    return Promise.reject(FAILED);
  };
  await expect(withFreePriorities(moving, PLAN, failing)).rejects.toBe(FAILED);
  expect(priority()).toBe(50_000);
});

it("prints what was moved when AWS refuses to move it back, and keeps the first error", async () => {
  moves = 1;
  await expect(withFreePriorities(moving, PLAN, () => Promise.reject(FAILED))).rejects.toBe(FAILED);
  expect(lines).toEqual([
    "cannot move listener rules back: not allowed",
    "arn:old had priority 7, has 50000",
  ]);
});

it("applies nothing when AWS refuses the move", async () => {
  moves = 0;
  const apply = jest.fn(() => Promise.resolve());
  await expect(withFreePriorities(moving, PLAN, apply)).rejects.toThrow("not allowed");
  expect(apply).not.toHaveBeenCalled();
});
