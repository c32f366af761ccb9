import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { number } from "../../../../plan/resources";
import { byName, type Finders } from "./finder";

export const LOAD_BALANCER: Finders = {
  aws_lb: byName("name", async (name, { elb }) => {
    const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({ Names: [name] }));
    return LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn);
  }),
  aws_lb_target_group: byName("name", async (name, { elb }) => {
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: [name] }));
    return TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn);
  }),
  // A load balancer has one listener for a port, and a listener one rule for a priority.
  aws_lb_listener: byName("load_balancer_arn", async (LoadBalancerArn, { elb }, planned) => {
    const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
    const port = number(planned, "port");
    return Listeners.filter(({ Port }) => port !== undefined && Port === port).map(
      ({ ListenerArn }) => ListenerArn,
    );
  }),
  aws_lb_listener_rule: byName("listener_arn", async (ListenerArn, { elb }, planned) => {
    const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
    const priority = number(planned, "priority");
    return Rules.filter(({ Priority }) => priority !== undefined && Priority === String(priority)).map(
      ({ RuleArn }) => RuleArn,
    );
  }),
};
