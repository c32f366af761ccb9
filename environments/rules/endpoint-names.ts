interface Exception {
  readonly regions: readonly string[];
  /** In place of `com.amazonaws`. */
  readonly prefix: string;
  /** Services whose interface endpoints have it. */
  readonly services: readonly string[];
}

const PREFIX = "com.amazonaws";
const ECR = ["ecr.api", "ecr.dkr"];

/**
 * Interface endpoints that are named otherwise, of the services that Slipway makes endpoints for. `aws ec2
 * describe-vpc-endpoint-services` lists them for a region; AWS publishes the lists of all regions in the AWS CDK.
 * Source: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 */
const EXCEPTIONS: readonly Exception[] = [
  {
    regions: ["cn-north-1", "cn-northwest-1"],
    prefix: "cn.com.amazonaws",
    services: [...ECR, "appmesh-envoy-management", "sqs", "xray"],
  },
  { regions: ["eusc-de-east-1"], prefix: "eu.amazonaws", services: ECR },
  {
    regions: ["us-iso-east-1", "us-iso-west-1"],
    prefix: "gov.ic.c2s",
    services: [...ECR, "sns", "sqs"],
  },
  { regions: ["us-isob-east-1"], prefix: "gov.sgov.sc2s", services: [...ECR, "sns", "sqs"] },
  { regions: ["us-isob-west-1"], prefix: "gov.sgov.sc2s", services: ECR },
  { regions: ["us-isof-east-1", "us-isof-south-1"], prefix: "gov.ic.hci.csp", services: ECR },
  { regions: ["eu-isoe-west-1"], prefix: "uk.adc-e.cloud", services: ECR },
];

/** Name of the gateway endpoint service of S3 or DynamoDB, which has the same form in all partitions. */
export const gatewayEndpointName = (region: string, service: string): string =>
  `${PREFIX}.${region}.${service}`;

/** Name of an interface endpoint service, for example `com.amazonaws.eu-west-1.ecr.api`. */
export function interfaceEndpointName(region: string, service: string): string {
  const exception = EXCEPTIONS.find(
    ({ regions, services }) => regions.includes(region) && services.includes(service),
  );
  return `${exception?.prefix ?? PREFIX}.${region}.${service}`;
}
