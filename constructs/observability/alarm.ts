import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { physicalName } from "../physical-name";
import type { Metric } from "./metrics";

const MINUTE = 60;

export interface AlarmProps {
  readonly name: string;
  /** What happened, and where to look, for somebody who is woken by it. */
  readonly description: string;
  /** The alarm goes off at this value. */
  readonly threshold: number;
  /** Of the last minutes, how many must be there. */
  readonly minutes: { readonly bad: number; readonly of: number };
  /** ARNs of SNS topics that hear when the alarm goes off and when it is over. */
  readonly actions: readonly string[];
  /** One metric, or an expression over several by their names. */
  readonly measure:
    Metric | { readonly expression: string; readonly metrics: Readonly<Record<string, Metric>> };
}

/**
 * An alarm on minutes. Minutes without a value are good ones: a service that nobody calls answers nothing, and one that
 * is stopped on purpose uses nothing.
 */
export function alarm(scope: Construct, id: string, props: AlarmProps): CloudwatchMetricAlarm {
  const { measure, minutes } = props;
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: physicalName("aws_cloudwatch_metric_alarm", props.name),
    alarmDescription: props.description,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: props.threshold,
    evaluationPeriods: minutes.of,
    datapointsToAlarm: minutes.bad,
    treatMissingData: "notBreaching",
    alarmActions: [...props.actions],
    okActions: [...props.actions],
    ...("expression" in measure
      ? {
          metricQuery: [
            { id: "value", expression: measure.expression, label: props.name, returnData: true },
            ...Object.entries(measure.metrics).map(([key, metric]) => ({
              id: key,
              returnData: false,
              metric: {
                namespace: metric.namespace,
                metricName: metric.name,
                dimensions: { ...metric.dimensions },
                stat: metric.statistic,
                period: MINUTE,
              },
            })),
          ],
        }
      : {
          namespace: measure.namespace,
          metricName: measure.name,
          dimensions: { ...measure.dimensions },
          period: MINUTE,
          ...(measure.statistic.startsWith("p")
            ? {
                extendedStatistic: measure.statistic,
                // A handful of requests has no percentiles.
                evaluateLowSampleCountPercentiles: "ignore",
              }
            : { statistic: measure.statistic }),
        }),
  });
}
