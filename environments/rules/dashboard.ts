/** Widgets of one dashboard; https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export const MAX_WIDGETS = 500;
