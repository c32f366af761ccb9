/** The region that an ARN names: its fourth part. */
export const regionOf = (arn: string): string | undefined => arn.split(":")[3];
