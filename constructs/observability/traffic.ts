import type { AlarmProps } from "./alarm";
import { targetMetric, type Metric, type RouteNames } from "./metrics";

type Measure = AlarmProps["measure"];

/**
 * One metric of a service's targets. With two target groups, the worse of them: a revision that gets a small share of
 * the requests would hide in their sum, and which group serves changes with each deployment.
 */
export function worst(route: RouteNames, name: string, statistic: string): Measure {
  const { alternate, one } = groupsOf(route);
  if (alternate === undefined) return targetMetric(one, name, statistic);
  return {
    expression: "MAX([FILL(one, 0), FILL(other, 0)])",
    metrics: { one: targetMetric(one, name, statistic), other: targetMetric(alternate, name, statistic) },
  };
}

/** Answers with a 5xx status, in percent of the requests; with two target groups, those of the worse one. */
export function errorPercent(route: RouteNames): Measure {
  const { alternate, one } = groupsOf(route);
  const errors = (group: RouteNames): Metric => targetMetric(group, "HTTPCode_Target_5XX_Count", "Sum");
  const requests = (group: RouteNames): Metric => targetMetric(group, "RequestCount", "Sum");
  if (alternate === undefined) {
    return {
      expression: "100 * FILL(errors, 0) / requests",
      metrics: { errors: errors(one), requests: requests(one) },
    };
  }
  return {
    // A group without requests has no errors either: 0 of 1.
    expression:
      "100 * MAX([FILL(errors, 0) / FILL(requests, 1), FILL(otherErrors, 0) / FILL(otherRequests, 1)])",
    metrics: {
      errors: errors(one),
      requests: requests(one),
      otherErrors: errors(alternate),
      otherRequests: requests(alternate),
    },
  };
}

/** The target groups of a route, each as if it were alone. */
export function groupsOf({ alternateTargetGroupFullName: alternate, ...one }: RouteNames) {
  return { one, alternate: alternate === undefined ? undefined : { ...one, targetGroupFullName: alternate } };
}
