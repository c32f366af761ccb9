import * as text from "./text";

/**
 * A namespace of CloudWatch: no colon in front, and more than blanks.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export const isMetricNamespace = text.matches(/^(?!:| +$)[A-Za-z0-9._\-/#: ]+$/, 255);

export const METRIC_NAMESPACE = "must be a CloudWatch namespace such as AWS/SQS, without a colon in front";
