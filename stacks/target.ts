import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { S3Backend, type TerraformStack } from "cdktf";
import type { Environment } from "../environments/model";
import { privateRegistry } from "../environments/rules/partition";
import type { Machine } from "./machine";

/**
 * The one place that knows whether Terraform speaks to AWS or to an emulator: state backend, providers and the
 * registry's address. Credentials never stand here; Terraform and its providers read them from the process.
 */

/** AWS services that the stacks call; an emulator gets an endpoint for each, so that no call can leave the machine. */
const SERVICES = [
  "acm",
  "appautoscaling",
  "appmesh",
  "autoscaling",
  "cloudwatch",
  "ec2",
  "ecr",
  "ecs",
  "efs",
  "elbv2",
  "iam",
  "kms",
  "logs",
  "rds",
  "route53",
  "s3",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "ssm",
  "sts",
] as const;

/**
 * 6.25 is what the CDKTF bindings were generated from; they pin it exactly, which would keep fixes out. The docker
 * provider's 4.x accepts what the 3.6 bindings emit.
 */
const PROVIDER_VERSIONS = { aws: "~> 6.25", docker: ">= 3.6, < 5.0" } as const;

/** Gateway of the environment's emulator; `undefined` on AWS. */
export const emulatorOf = (environment: Environment, machine: Machine): string | undefined =>
  environment.emulator && (machine.emulatorEndpoint ?? environment.emulator.endpoint);

/** Remote state of one stack: S3 with encryption and the native lock file. */
export function configureState(
  stack: TerraformStack,
  environment: Environment,
  machine: Machine,
  key: string,
): void {
  const emulator = emulatorOf(environment, machine);
  const backend = new S3Backend(stack, {
    bucket: environment.state.bucket,
    key: `${environment.state.prefix}/${key}.tfstate`,
    region: environment.region,
    encrypt: true,
    ...(emulator === undefined
      ? { allowedAccountIds: [environment.account] }
      : {
          endpoints: { s3: emulator },
          usePathStyle: true,
          skipCredentialsValidation: true,
          skipMetadataApiCheck: true,
          skipRegionValidation: true,
          skipRequestingAccountId: true,
        }),
  });
  backend.addOverride("use_lockfile", true);
}

/**
 * The AWS provider, bound to the environment's account and region.
 *
 * @param buckets whether the stack has S3 buckets. The provider reads their tags at `<account>.<endpoint host>`, a
 * name that no emulator has, unless it does not know the account; security group rules, on the other hand, show an
 * endless difference when it does not.
 */
export function configureAws(
  stack: TerraformStack,
  environment: Environment,
  machine: Machine,
  { buckets = false }: { readonly buckets?: boolean } = {},
): void {
  const emulator = emulatorOf(environment, machine);
  new AwsProvider(stack, "aws", {
    region: environment.region,
    defaultTags: [{ tags: environment.tags }],
    ...((emulator === undefined || !buckets) && { allowedAccountIds: [environment.account] }),
    ...(emulator !== undefined && {
      endpoints: [Object.fromEntries(SERVICES.map((service) => [service, emulator]))],
      s3UsePathStyle: true,
      skipCredentialsValidation: true,
      skipMetadataApiCheck: "true",
      skipRegionValidation: true,
      skipRequestingAccountId: buckets,
    }),
  });
  stack.addOverride("terraform.required_providers.aws.version", PROVIDER_VERSIONS.aws);
}

const TOKEN = "aws_ecr_authorization_token.push";
const PUBLIC_TOKEN = "aws_ecrpublic_authorization_token.push";

/**
 * The docker provider, signed in to the environment's registry, and to the public one when an image goes there. The
 * tokens come from ephemeral resources (AWS provider 6.22 and later; 6.31 for the public one), so that they are in no
 * plan and no state.
 */
export function configureDocker(stack: TerraformStack, environment: Environment, machine: Machine): void {
  const publishes = environment.services.some(({ repository }) => repository?.public);
  stack.addOverride(`ephemeral.${TOKEN}`, {});
  if (publishes) {
    // The public registry signs in there and nowhere else.
    stack.addOverride(`ephemeral.${PUBLIC_TOKEN}`, { region: "us-east-1" });
    stack.addOverride("terraform.required_providers.aws.version", "~> 6.31");
  }
  new DockerProvider(stack, "docker", {
    registryAuth: [
      {
        address: `${registryIsInsecure(environment) ? "http" : "https"}://${registryOf(environment, machine)}`,
        username: `\${ephemeral.${TOKEN}.user_name}`,
        password: `\${ephemeral.${TOKEN}.password}`,
      },
      ...(publishes
        ? [
            {
              address: "https://public.ecr.aws",
              username: `\${ephemeral.${PUBLIC_TOKEN}.user_name}`,
              password: `\${ephemeral.${PUBLIC_TOKEN}.password}`,
            },
          ]
        : []),
    ],
  });
  stack.addOverride("terraform.required_providers.docker.version", PROVIDER_VERSIONS.docker);
}

/** An emulator's registry speaks plain HTTP on the loopback interface. */
export const registryIsInsecure = (environment: Environment): boolean => environment.emulator !== undefined;

/** Host of the private registry, as it stands in front of a repository's name. */
export function registryOf(environment: Environment, machine: Machine): string {
  const emulator = emulatorOf(environment, machine);
  if (emulator !== undefined) return new URL(emulator).host;
  return privateRegistry(environment);
}
