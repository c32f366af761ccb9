import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Route } from "../constructs/load-balancer/route";
import { ShiftRole } from "../constructs/load-balancer/shift-role";
import { HookRole } from "../constructs/service/hook-role";
import type { ServiceRollout as RolloutProps, TrafficShift } from "../constructs/service/rollout";
import type { Environment, Service } from "../environments/model";
import { prefixOf } from "../environments/rules/names";
import { alternateOf, targetGroupName } from "../environments/rules/physical-name";
import { isShifting } from "../environments/rules/rollout";
import type { FoundationStack } from "./foundation-stack";
import { targetTypeOf } from "./running";

interface RouteOptions {
  readonly environment: Environment;
  readonly service: Service;
  readonly foundation: FoundationStack;
}

/** The place of a service behind the load balancer; `undefined` when it has none. */
export function routeOf(
  scope: Construct,
  { environment, foundation, service }: RouteOptions,
): Route | undefined {
  const { loadBalancer, network, testListener } = foundation;
  if (!service.route || !loadBalancer) return undefined;
  const prefix = prefixOf(environment);
  const targets = targetTypeOf(service);
  const vpc = environment.network.kind === "existing" ? environment.network.vpc : undefined;
  return new Route(scope, "route", {
    name: targetGroupName(prefix, service.name, { targets, vpc }),
    vpcId: network.vpcId,
    listenerArn: loadBalancer.listenerArn,
    targetType: targets,
    ...(isShifting(service.rollout) && {
      shift: {
        name: targetGroupName(prefix, alternateOf(service.name), { targets, vpc }),
        ...(testListener && { testListenerArn: testListener.listenerArn }),
      },
    }),
    ...service.route,
  });
}

interface ServiceRolloutProps {
  /** `<project>-<environment>-<service>`. */
  readonly name: string;
  readonly region: string;
  readonly service: Service;
  /** Absent without a route. */
  readonly route: Route | undefined;
}

/** What ECS needs to roll one service out; for a rolling update nothing but the rule that requests come by. */
export class ServiceRollout extends Construct {
  /** Absent for a rolling update, and without a route. */
  readonly shiftRole?: ShiftRole;
  /** Absent unless a hook names no role of its own. */
  readonly hookRole?: HookRole;
  readonly shift?: TrafficShift;
  readonly settings: RolloutProps;
  /** What must be there before a task starts. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceRolloutProps) {
    super(scope, id);
    const { name, region, route, service } = props;
    const { rollout } = service;
    const rules = [route?.rule, route?.testRule].filter((rule) => rule !== undefined);
    if (route?.alternate) {
      const { alternate, rule, targetGroup, testRule } = route;
      this.shiftRole = new ShiftRole(this, "shift-role", {
        name: `${name}-traffic`,
        region,
        resourceArns: [targetGroup, alternate, ...rules].map(({ arn }) => arn),
      });
      this.shift = {
        alternateTargetGroupArn: alternate.arn,
        productionRuleArn: rule.arn,
        ...(testRule && { testRuleArn: testRule.arn }),
        roleArn: this.shiftRole.arn,
      };
    }
    const hooks = isShifting(rollout) ? (rollout.hooks ?? []) : [];
    const lambdaArns = hooks.filter(({ role }) => role === undefined).map(({ lambda }) => lambda);
    if (lambdaArns.length > 0) {
      this.hookRole = new HookRole(this, "hook-role", { name: `${name}-hooks`, lambdaArns });
    }
    this.settings = { ...rollout, ...(this.hookRole && { hookRoleArn: this.hookRole.arn }) };
    this.ready = [...rules, ...(this.shiftRole?.ready ?? []), ...(this.hookRole?.ready ?? [])];
  }
}
