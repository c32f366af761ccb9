import { MAX_WIDGETS } from "../../environments/rules/dashboard";
import { MAX_TARGET_GROUPS } from "../../environments/rules/target-groups";
import { readJson } from "../json-text";
import type { JudgedResource } from "../finding";
import { nested, texts } from "../values";
import type { Finished } from "./finished";
import type { Excess } from "./limit";

/** FARGATE and FARGATE_SPOT count too; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const MAX_CAPACITY_PROVIDERS = 20;

/** In all widgets of one dashboard; https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export const MAX_DASHBOARD_METRICS = 2500;

/** What one resource holds too many of, or has too many of beside it. */
export const countExcesses = (finished: Finished): Excess[] => [
  ...targetGroupExcesses(finished),
  ...finished.of("aws_ecs_cluster_capacity_providers").flatMap((resource) =>
    excess(resource, texts(resource.values.capacity_providers).length, MAX_CAPACITY_PROVIDERS, {
      what: "capacity providers",
      advice: "declare fewer groups in cluster.instances",
    }),
  ),
  ...finished.of("aws_cloudwatch_dashboard").flatMap((resource) => {
    const body = resource.values.dashboard_body;
    const { widgets } = (typeof body === "string" ? (readJson(body) ?? {}) : {}) as { widgets?: unknown };
    const metrics = nested(widgets).flatMap(({ properties }) =>
      nested(properties).flatMap((each) => (Array.isArray(each.metrics) ? (each.metrics as unknown[]) : [])),
    );
    const advice = "set observability.dashboard to false, or put services into another environment";
    return [
      ...excess(resource, nested(widgets).length, MAX_WIDGETS, { what: "widgets", advice }),
      ...excess(resource, metrics.length, MAX_DASHBOARD_METRICS, { what: "metrics", advice }),
    ];
  }),
];

/** By the rules and default actions of all listeners of a balancer. */
function targetGroupExcesses(finished: Finished): Excess[] {
  const listeners = finished.of("aws_lb_listener");
  const rules = finished.of("aws_lb_listener_rule");
  return finished.of("aws_lb").flatMap((balancer) => {
    const own = listeners.filter(
      ({ stack, values }) => balancerOf(finished, stack, values.load_balancer_arn) === balancer,
    );
    const asked = [
      ...own,
      ...rules.filter(({ stack, values }) => {
        const listener = finished.named(stack, values.listener_arn);
        return listener !== undefined && own.includes(listener);
      }),
    ];
    const groups = new Set(
      asked.flatMap(({ stack, values }) =>
        [...nested(values.action), ...nested(values.default_action)]
          .flatMap((action) => [
            action.target_group_arn,
            ...nested(action.forward).flatMap((forward) =>
              nested(forward.target_group).map(({ arn }) => arn),
            ),
          ])
          .filter((arn) => typeof arn === "string")
          .map((arn) => `${stack} ${arn}`),
      ),
    );
    return excess(balancer, groups.size, MAX_TARGET_GROUPS, {
      what: "target groups",
      advice: "put services into another environment, or behind one service that forwards requests",
    });
  });
}

/** A listener may name its balancer by way of another listener. */
function balancerOf(finished: Finished, stack: string, reference: unknown): JudgedResource | undefined {
  const named = finished.named(stack, reference);
  return named?.type === "aws_lb_listener"
    ? balancerOf(finished, named.stack, named.values.load_balancer_arn)
    : named;
}

const excess = (
  resource: JudgedResource,
  count: number,
  max: number,
  { what, advice }: { readonly what: string; readonly advice: string },
): Excess[] =>
  count <= max ? [] : [{ resource, problem: `must have at most ${max} ${what}, got ${count}; ${advice}` }];
