import { ACMClient } from "@aws-sdk/client-acm";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECRPUBLICClient } from "@aws-sdk/client-ecr-public";
import { ECSClient } from "@aws-sdk/client-ecs";
import { EFSClient } from "@aws-sdk/client-efs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { RDSClient } from "@aws-sdk/client-rds";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import type { Environment } from "../../../environments/model";
import { clientOptions } from "../../emulator-variables";
import { ownTags, type Tags } from "./own-tags";

/** The API of ECR Public is in this region only; https://docs.aws.amazon.com/general/latest/gr/ecr-public.html */
const PUBLIC_REGION = "us-east-1";

const clientsOf = (environment: Environment) => {
  const options = clientOptions(environment);
  return {
    acm: new ACMClient(options),
    autoScaling: new AutoScalingClient(options),
    ec2: new EC2Client(options),
    ecr: new ECRClient(options),
    ecrPublic: new ECRPUBLICClient({ ...options, region: PUBLIC_REGION }),
    ecs: new ECSClient(options),
    efs: new EFSClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    logs: new CloudWatchLogsClient(options),
    rds: new RDSClient(options),
    route53: new Route53Client(options),
    s3: new S3Client(options),
    secrets: new SecretsManagerClient(options),
    serviceDiscovery: new ServiceDiscoveryClient(options),
  };
};

/** The account of an environment, to look for resources in. */
export interface Account extends ReturnType<typeof clientsOf> {
  /** Tags that tell the environment's resources from all others. */
  readonly tags: Tags;
}

export async function withAccount<T>(
  environment: Environment,
  work: (account: Account) => Promise<T>,
): Promise<T> {
  const clients = clientsOf(environment);
  try {
    return await work({ ...clients, tags: ownTags(environment) });
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
