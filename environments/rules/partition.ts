/** The AWS partition that a region belongs to, and the suffix of its service names. */
export interface Partition {
  /** Second part of every ARN. */
  readonly id: string;
  /** For example `amazonaws.com`. */
  readonly dnsSuffix: string;
}

/** Partition of a region by its prefix; the public one unless the region says otherwise. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return { id: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  if (region.startsWith("us-gov-")) return { id: "aws-us-gov", dnsSuffix: "amazonaws.com" };
  if (region.startsWith("eusc-")) return { id: "aws-eusc", dnsSuffix: "amazonaws.eu" };
  return { id: "aws", dnsSuffix: "amazonaws.com" };
}

/** Host of the private ECR registry of an account and region. */
export const privateRegistry = ({ account, region }: { readonly account: string; readonly region: string }) =>
  `${account}.dkr.ecr.${region}.${partitionOf(region).dnsSuffix}`;
