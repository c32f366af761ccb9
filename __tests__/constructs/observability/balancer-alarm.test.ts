import { BalancerAlarm } from "../../../constructs/observability/balancer-alarm";
import { synth } from "../../support/synth";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";

test("answers of the balancer itself are counted, whatever service they were for", () => {
  const made = synth(
    (stack) =>
      new BalancerAlarm(stack, "alarm", {
        name: "shop-dev-balancer-errors",
        loadBalancerFullName: "app/shop-dev/1",
        errorsPerMinute: 10,
        actions: [TOPIC],
      }),
  );
  expect(made.only("aws_cloudwatch_metric_alarm")).toEqual({
    alarm_name: "shop-dev-balancer-errors",
    alarm_description:
      "The load balancer answers 10 or more requests in a minute with a 5xx status of its own, in 3 of 5 minutes. Look for a service without healthy tasks.",
    comparison_operator: "GreaterThanOrEqualToThreshold",
    namespace: "AWS/ApplicationELB",
    metric_name: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: "app/shop-dev/1" },
    statistic: "Sum",
    period: 60,
    threshold: 10,
    datapoints_to_alarm: 3,
    evaluation_periods: 5,
    treat_missing_data: "notBreaching",
    alarm_actions: [TOPIC],
    ok_actions: [TOPIC],
  });
});
