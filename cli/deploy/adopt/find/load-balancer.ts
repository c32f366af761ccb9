import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  paginateDescribeListeners,
  paginateDescribeRules,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { itemsOf } from "../../../aws/items-of";
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
  aws_lb_listener: byName("load_balancer_arn", async (LoadBalancerArn, { elb: client }, planned) => {
    const pages = paginateDescribeListeners({ client }, { LoadBalancerArn });
    const listeners = await itemsOf(pages, ({ Listeners }) => Listeners);
    const port = number(planned, "port");
    return listeners
      .filter(({ Port }) => port !== undefined && Port === port)
      .map(({ ListenerArn }) => ListenerArn);
  }),
  aws_lb_listener_rule: byName("listener_arn", async (ListenerArn, { elb: client }, planned) => {
    const rules = await itemsOf(paginateDescribeRules({ client }, { ListenerArn }), ({ Rules }) => Rules);
    const priority = number(planned, "priority");
    return rules
      .filter(({ Priority }) => priority !== undefined && Priority === String(priority))
      .map(({ RuleArn }) => RuleArn);
  }),
};
