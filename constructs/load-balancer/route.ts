import {
  LbListenerRule,
  type LbListenerRuleAction,
  type LbListenerRuleCondition,
} from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { evaluatedText } from "../../environments/evaluated-text";
import {
  HEALTH_PATH,
  HOST_PATTERN,
  PATH_PATTERN,
  wildcardProblems,
} from "../../environments/rules/listener-patterns";
import { hostsOf, MAX_HOSTS } from "../../environments/rules/listener-rule";
import { MAX_PRIORITY } from "../../environments/rules/listener-slots";
import { DEREGISTRATION_DELAY_SECONDS } from "../../environments/rules/load-balancer";
import { alternateOf } from "../../environments/rules/physical-name";
import { matches } from "../../environments/rules/text";
import { physicalName } from "../physical-name";

export interface RouteProps {
  /**
   * Name of the target group: letters, digits and hyphens; of more than 32 characters it is shortened. Must be another one
   * with another VPC or target type; apart from that, a group that exists keeps its name.
   */
  readonly name: string;
  readonly vpcId: string;
  /** ARN of the listener that gets the rule. */
  readonly listenerArn: string;
  /** Path pattern, `*` and `?` as wildcards, at most 128 characters. */
  readonly path: string;
  /** Host header pattern, or up to 4 of them. @default any host */
  readonly host?: string | readonly string[];
  /** Place of the rule on the listener, 1 to 50000; lower numbers are asked first. */
  readonly priority: number;
  /** Path that answers 200-399 when a task is healthy. */
  readonly health: string;
  /** Seconds for requests in flight before a stopping task is dropped, 0 to 3600. */
  readonly deregistrationDelaySeconds: number;
  /** Tasks are reached at an address of their own, or at a port of their instance. @default "ip" */
  readonly targetType?: "ip" | "instance";
  /** A second target group, between which and the first ECS moves requests. @default none: all go to the one */
  readonly shift?: {
    /** Its name. @default `<name>-alt` */
    readonly name?: string;
    /** ARN of the listener on which a revision is tried before it serves. @default none */
    readonly testListenerArn?: string;
  };
}

/** ECS registers each task with its container's own port, so this one is never used and never has to change. */
const UNUSED_PORT = 80;

/** Requests of a listener that go to the tasks of one service. */
export class Route extends Construct {
  public readonly targetGroup: LbTargetGroup;
  /** Same settings as the first; which of them serves is ECS's affair. Present exactly with `shift`. */
  public readonly alternate?: LbTargetGroup;
  public readonly rule: LbListenerRule;
  /** Present exactly with a test listener. */
  public readonly testRule?: LbListenerRule;
  public readonly targetGroupArn: string;
  /** Last part of the ARN, as CloudWatch metrics name the group. */
  public readonly targetGroupFullName: string;

  constructor(scope: Construct, id: string, props: RouteProps) {
    super(scope, id);
    const { shift } = props;
    const name = physicalName("aws_lb_target_group", props.name);
    refuse(`route "${name}"`, problems(props));

    this.targetGroup = this.group("target-group", name, props);
    if (shift === undefined) {
      this.rule = this.listen("rule", props.listenerArn, props, forward(this.targetGroup));
    } else {
      this.alternate = this.group(
        "alternate",
        physicalName("aws_lb_target_group", shift.name ?? alternateOf(props.name)),
        props,
      );
      this.rule = this.listen("rule", props.listenerArn, props, forward(this.targetGroup, this.alternate));
      if (shift.testListenerArn !== undefined) {
        const action = forward(this.alternate, this.targetGroup);
        this.testRule = this.listen("test-rule", shift.testListenerArn, props, action);
      }
    }
    this.targetGroupArn = this.targetGroup.arn;
    this.targetGroupFullName = this.targetGroup.arnSuffix;
  }

  private group(id: string, name: string, props: RouteProps): LbTargetGroup {
    return new LbTargetGroup(this, id, {
      name,
      vpcId: props.vpcId,
      targetType: props.targetType ?? "ip",
      port: UNUSED_PORT,
      protocol: "HTTP",
      deregistrationDelay: String(props.deregistrationDelaySeconds),
      lifecycle: {
        // A rule uses it: a new group comes first, under another name, and the old one goes when nothing uses it.
        createBeforeDestroy: true,
        // A replaced group gets its new name all the same. No other group is replaced for its name alone.
        ignoreChanges: ["name"],
      },
      healthCheck: {
        path: props.health,
        matcher: "200-399",
        // Half of AWS's interval: a new task takes traffic after 30 s, a dead one loses it after 45 s.
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
  }

  private listen(
    id: string,
    listenerArn: string,
    props: RouteProps,
    action: LbListenerRuleAction,
  ): LbListenerRule {
    return new LbListenerRule(this, id, {
      listenerArn,
      priority: props.priority,
      condition: conditions(props),
      action: [action],
      // ECS moves the requests from the first deployment on; Terraform would move them back. To other groups it leads as a
      // new rule.
      ...(props.shift && {
        lifecycle: {
          ignoreChanges: ["action"],
          replaceTriggeredBy: [this.targetGroup, ...(this.alternate ? [this.alternate] : [])].map((group) =>
            attributeOf(group, "arn"),
          ),
        },
      }),
    });
  }
}

/** An attribute as `replace_triggered_by` takes it: a reference, and not an expression. */
const attributeOf = (resource: LbTargetGroup, attribute: string): string =>
  [resource.terraformResourceType, resource.friendlyUniqueId, attribute].join(".");

/** All requests to the one that serves; the other one is named beside it, for ECS to move them there. */
function forward(serving: LbTargetGroup, idle?: LbTargetGroup): LbListenerRuleAction {
  if (idle === undefined) return { type: "forward", targetGroupArn: serving.arn };
  const targetGroup = [
    { arn: serving.arn, weight: 100 },
    { arn: idle.arn, weight: 0 },
  ];
  return { type: "forward", forward: { targetGroup } };
}

function conditions({ path, host }: RouteProps): LbListenerRuleCondition[] {
  const byPath = { pathPattern: { values: [path] } };
  return host === undefined ? [byPath] : [{ hostHeader: { values: [...hostsOf(host)] } }, byPath];
}

function problems(props: RouteProps): string[] {
  const found: string[] = [];
  const whole = (name: string, value: number, from: number, to: number, unit: string): void => {
    if (Number.isInteger(value) && value >= from && value <= to) return;
    found.push(`${name} must be a whole number${unit} from ${from} to ${to}, got ${shown(value)}`);
  };
  const patterned = (
    name: string,
    value: string,
    { pattern, maxLength, must }: typeof HOST_PATTERN,
  ): void => {
    const isValid = Token.isUnresolved(value) || matches(pattern, maxLength)(evaluatedText(value));
    if (!isValid) found.push(`${name} ${must}, got ${shown(value)}`);
  };
  const hosts = hostsOf(props.host);
  // "*" is another word for every path.
  patterned("path", props.path === "*" ? "/*" : props.path, PATH_PATTERN);
  patterned("health", props.health, HEALTH_PATH);
  for (const host of hosts) patterned("host", host, HOST_PATTERN);
  found.push(...wildcardProblems("route", props));
  if (props.host !== undefined && (hosts.length === 0 || hosts.length > MAX_HOSTS)) {
    found.push(`host must be 1 to ${MAX_HOSTS} patterns, got ${hosts.length}`);
  }
  whole("priority", props.priority, 1, MAX_PRIORITY, "");
  const { from, to } = DEREGISTRATION_DELAY_SECONDS;
  whole("deregistrationDelaySeconds", props.deregistrationDelaySeconds, from, to, " of seconds");
  return found;
}
