import fc from "fast-check";
import { contestedListeners, movesBack, priorityMoves } from "../../../../cli/deploy/plan/rule-priorities";
import type { PlanJson, ResourceChange } from "../../../../plan/plan-json";

const LISTENER = "arn:listener";

/** A rule before and after; `undefined` where it does not exist. */
function rule(name: string, before?: number, after?: number, listener = LISTENER): ResourceChange {
  const values = (priority: number | undefined) =>
    priority === undefined ? null : { arn: `arn:${name}`, listener_arn: listener, priority };
  const actions = before === undefined ? ["create"] : after === undefined ? ["delete"] : ["update"];
  return {
    address: `aws_lb_listener_rule.${name}`,
    mode: "managed",
    type: "aws_lb_listener_rule",
    change: {
      actions: actions as ResourceChange["change"]["actions"],
      before: values(before),
      after: values(after),
    },
  };
}

const plan = (...resource_changes: ResourceChange[]): PlanJson => ({ resource_changes });
const taken = (...priorities: number[]) => new Map([[LISTENER, new Set(priorities)]]);
const movesOf = (json: PlanJson, ...priorities: number[]) =>
  priorityMoves(json, taken(...priorities)).flatMap(({ moves }) => moves.map((each) => ({ ...each })));

test.each([
  [
    "a new rule, a removed one and a changed one",
    [rule("new", undefined, 1), rule("old", 2), rule("same", 3, 3)],
  ],
  ["a rule that takes a free priority", [rule("one", 1, 2)]],
  ["rules of two listeners", [rule("old", 1), rule("new", undefined, 1, "arn:other")]],
])("moves nothing for %s", (_name, changes) => {
  expect(contestedListeners(plan(...changes))).toEqual([]);
  expect(movesOf(plan(...changes), 1, 2, 3)).toEqual([]);
});

it("moves a removed rule to the highest free priority when a new one takes its place", () => {
  const json = plan(rule("old", 7), rule("new", undefined, 7));
  expect(contestedListeners(json)).toEqual([LISTENER]);
  expect(movesOf(json, 7, 50_000)).toEqual([{ rule: "arn:old", priority: 49_999 }]);
});

it("moves rules that change places at once", () => {
  const json = plan(rule("one", 1, 2), rule("two", 2, 1));
  expect(movesOf(json, 1, 2)).toEqual([
    { rule: "arn:one", priority: 2 },
    { rule: "arn:two", priority: 1 },
  ]);
});

it("leaves it to Terraform when the priority is free after the moves of others", () => {
  const json = plan(rule("one", 1, 2), rule("two", 2, 3));
  expect(movesOf(json, 1, 2)).toEqual([{ rule: "arn:two", priority: 3 }]);
});

it("makes room for every rule, whatever changes at once, and gives no priority twice", () => {
  const priority = fc.integer({ min: 1, max: 8 });
  const priorities = fc.uniqueArray(priority, { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(
      priorities,
      priorities,
      fc.array(fc.constantFrom("add", "go", "move"), { minLength: 5, maxLength: 5 }),
      (before, after, kinds) => {
        const changes = kinds.map((kind, index) =>
          rule(
            `r${index}`,
            kind === "add" ? undefined : before[index],
            kind === "go" ? undefined : after[index],
          ),
        );
        const now = new Map(
          changes.flatMap(({ change }) =>
            change.before ? [[String(change.before.arn), Number(change.before.priority)]] : [],
          ),
        );
        for (const move of movesOf(plan(...changes), ...now.values())) now.set(move.rule, move.priority);
        expect(new Set(now.values()).size).toBe(now.size);
        // Terraform can now make each change by itself, in any order but that of a place that another one leaves.
        for (const { change } of changes) {
          if (!change.after) continue;
          const holder = [...now].find(([, held]) => held === change.after?.priority)?.[0];
          expect([undefined, change.after.arn]).toContain(holder);
        }
      },
    ),
  );
});

const now = (priorities: Readonly<Record<string, number>>) => new Map(Object.entries(priorities));

it("moves a rule back while its former priority is free", () => {
  const moved = [{ rule: "old", from: 7, to: 50_000 }];
  expect(movesBack(moved, now({ old: 50_000, other: 1 }))).toEqual([{ rule: "old", priority: 7 }]);
  expect(movesBack(moved, now({ old: 50_000, new: 7 }))).toEqual([]);
  expect(movesBack(moved, now({ other: 1 }))).toEqual([]);
  expect(movesBack(moved, now({ old: 9 }))).toEqual([]);
});

it("moves rules back that changed places, both or neither", () => {
  const moved = [
    { rule: "one", from: 1, to: 2 },
    { rule: "two", from: 2, to: 1 },
  ];
  expect(movesBack(moved, now({ one: 2, two: 1 }))).toEqual([
    { rule: "one", priority: 1 },
    { rule: "two", priority: 2 },
  ]);
  expect(movesBack(moved.slice(0, 1), now({ one: 2, two: 1 }))).toEqual([]);
  expect(movesBack(moved, now({ one: 2, two: 3, three: 1 }))).toEqual([]);
});
