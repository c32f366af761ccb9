/** The AWS partition that a region belongs to, and the suffix of its service names. */
export interface Partition {
  /** Second part of every ARN. */
  readonly id: string;
  /** For example `amazonaws.com`. */
  readonly dnsSuffix: string;
}

interface Regions extends Partition {
  readonly regions: readonly string[];
}

interface OtherRegions extends Regions {
  /** What the names of the partition's regions begin with, unlike those of the public one. */
  readonly begins: RegExp;
}

/**
 * The regions that AWS has. A unit test compares them with those of the installed AWS SDK: an update of the SDK tells of
 * new ones. The SDK's own list takes 80 ms to load, half of a synthesis.
 * Source: https://github.com/aws/aws-sdk-js-v3/blob/main/packages/core/src/submodules/client/util-endpoints/lib/aws/partitions.ts
 */
const PUBLIC: Regions = {
  id: "aws",
  dnsSuffix: "amazonaws.com",
  regions: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "me-west-1",
    "mx-central-1",
    "sa-east-1",
    "sa-west-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
};
const OTHERS: readonly OtherRegions[] = [
  {
    id: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    begins: /^cn-/,
    regions: ["cn-north-1", "cn-northwest-1"],
  },
  { id: "aws-eusc", dnsSuffix: "amazonaws.eu", begins: /^eusc-/, regions: ["eusc-de-east-1"] },
  {
    id: "aws-us-gov",
    dnsSuffix: "amazonaws.com",
    begins: /^us-gov-/,
    regions: ["us-gov-east-1", "us-gov-west-1"],
  },
  {
    id: "aws-iso",
    dnsSuffix: "c2s.ic.gov",
    begins: /^us-iso-/,
    regions: ["us-iso-east-1", "us-iso-west-1"],
  },
  {
    id: "aws-iso-b",
    dnsSuffix: "sc2s.sgov.gov",
    begins: /^us-isob-/,
    regions: ["us-isob-east-1", "us-isob-west-1"],
  },
  { id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", begins: /^eu-isoe-/, regions: ["eu-isoe-west-1"] },
  {
    id: "aws-iso-f",
    dnsSuffix: "csp.hci.ic.gov",
    begins: /^us-isof-/,
    regions: ["us-isof-east-1", "us-isof-south-1"],
  },
];

const ALL: readonly Regions[] = [PUBLIC, ...OTHERS];

/** Names of all regions. */
export const REGIONS: readonly string[] = ALL.flatMap(({ regions }) => regions);

/** Ends of the host names of AWS, in all partitions. */
export const DNS_SUFFIXES: readonly string[] = ALL.map(({ dnsSuffix }) => dnsSuffix);

/** Partition of a region by its prefix; the public one for any other region. */
export function partitionOf(region: string): Partition {
  const { id, dnsSuffix } = OTHERS.find(({ begins }) => begins.test(region)) ?? PUBLIC;
  return { id, dnsSuffix };
}

export const isRegion = (value: unknown): value is string =>
  typeof value === "string" && REGIONS.includes(value);

/** Host of the private ECR registry of an account and region. */
export const privateRegistry = ({ account, region }: { readonly account: string; readonly region: string }) =>
  `${account}.dkr.ecr.${region}.${partitionOf(region).dnsSuffix}`;
