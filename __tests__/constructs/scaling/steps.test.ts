import { ladderIn, ladderOut } from "../../../constructs/scaling/steps";

test("no steps, no ladder", () => {
  expect(ladderOut([])).toBeUndefined();
  expect(ladderIn([])).toBeUndefined();
});

test("one step out is open above, one step in is open below", () => {
  expect(ladderOut([{ atLeast: 70, add: 2 }])).toEqual({
    threshold: 70,
    adjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 2 }],
  });
  expect(ladderIn([{ atMost: 30, remove: 2 }])).toEqual({
    threshold: 30,
    adjustments: [{ metricIntervalUpperBound: "0", scalingAdjustment: -2 }],
  });
});

test("more steps lie side by side, without a gap, whatever their order", () => {
  const out = ladderOut([
    { atLeast: 90, add: 5 },
    { atLeast: 70, add: 1 },
    { atLeast: 80.5, add: 2 },
  ]);
  expect(out).toEqual({
    threshold: 70,
    adjustments: [
      { metricIntervalLowerBound: "0", metricIntervalUpperBound: "10.5", scalingAdjustment: 1 },
      { metricIntervalLowerBound: "10.5", metricIntervalUpperBound: "20", scalingAdjustment: 2 },
      { metricIntervalLowerBound: "20", scalingAdjustment: 5 },
    ],
  });
  const into = ladderIn([
    { atMost: 10, remove: 5 },
    { atMost: 30, remove: 1 },
  ]);
  expect(into).toEqual({
    threshold: 30,
    adjustments: [
      { metricIntervalLowerBound: "-20", metricIntervalUpperBound: "0", scalingAdjustment: -1 },
      { metricIntervalUpperBound: "-20", scalingAdjustment: -5 },
    ],
  });
});
