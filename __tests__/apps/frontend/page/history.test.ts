import type { Check } from "../../../../apps/frontend/src/backend";
import {
  historyLength,
  lastAnswer,
  medianLatency,
  remember,
  stateOf,
  tasksSeen,
  type History,
} from "../../../../apps/frontend/src/history";

const at = (second: number): Date => new Date(second * 1_000);

function answered(second: number, latencyMs = 20, task = "a", release = "v1"): Check {
  const info = { greeting: "Ahoy", release, environment: "local", task, node: "v22", uptimeSeconds: 1 };
  return { kind: "answered", at: at(second), latencyMs, info };
}

const failed = (second: number): Check => ({
  kind: "failed",
  at: at(second),
  latencyMs: 5,
  reason: "No answer.",
});

test("only the newest checks are kept", () => {
  let history: History = [];
  for (let second = 0; second < historyLength + 3; second += 1) history = remember(history, answered(second));
  expect(history).toHaveLength(historyLength);
  expect(history[0]?.at).toEqual(at(3));
});

test.each([
  ["nothing yet", [], false, "checking"],
  ["nothing yet, and it takes long", [], true, "slow"],
  ["an answer", [answered(1)], false, "up"],
  ["just quick enough", [answered(1, 999)], false, "up"],
  ["just too slow", [answered(1, 1_000)], false, "slow"],
  ["an answer, and the next takes long", [answered(1)], true, "slow"],
  ["a failure", [answered(1), failed(2)], false, "down"],
  ["a failure, and the next takes long", [failed(1)], true, "down"],
  ["an answer after a failure", [failed(1), answered(2)], false, "up"],
] as const)("%s", (_name, history, waiting, state) => {
  expect(stateOf(history, waiting)).toBe(state);
});

test("failures do not hide the last answer", () => {
  expect(lastAnswer([answered(1), answered(2), failed(3)])?.at).toEqual(at(2));
  expect(lastAnswer([failed(1)])).toBeUndefined();
});

test("tasks are counted, the one that answered last first", () => {
  const history = [
    answered(1),
    answered(2, 20, "b", "v2"),
    failed(3),
    answered(4),
    answered(5, 20, "b", "v2"),
  ];
  expect(
    tasksSeen(history).map(({ info, answers, lastAt }) => [info.task, info.release, answers, lastAt]),
  ).toEqual([
    ["b", "v2", 2, at(5)],
    ["a", "v1", 2, at(4)],
  ]);
});

test("the median is of the answers only", () => {
  expect(medianLatency([answered(1, 30), failed(2), answered(3, 10), answered(4, 20)])).toBe(20);
  expect(medianLatency([answered(1, 30), answered(2, 10)])).toBe(10);
  expect(medianLatency([failed(1)])).toBeUndefined();
});
