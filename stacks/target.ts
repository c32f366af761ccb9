import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { S3Backend, type TerraformStack } from "cdktf";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../environments/model";
import { privateRegistry } from "../environments/rules/partition";
import { preferEnvironmentTags } from "./environment-tags";
import type { Machine } from "./machine";

/**
 * The one place that knows whether Terraform speaks to AWS or to an emulator: state backend, providers and the
 * registry's address. Real credentials are in no file; Terraform and its providers read them from the process.
 */

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

/** Beside the stack's document, where Terraform runs. */
const EMULATOR_CONFIG = "emulator.config";
const EMULATOR_PROFILE = "slipway-emulator";

/**
 * The AWS configuration file that sends every call of the provider to an emulator. The account is the made-up access key:
 * no call can reach AWS with credentials of this machine, whatever its variables are.
 *
 * The provider's `endpoints` block does the same and costs 0.9 s of CPU time in each validation, twice in a plan: the
 * provider formats all 260 endpoints for each of them (AWS provider 6.34, terraform-plugin-framework).
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
const emulatorConfig = (emulator: string, account: string): string =>
  [
    `[profile ${EMULATOR_PROFILE}]`,
    `endpoint_url = ${emulator}`,
    `aws_access_key_id = ${account}`,
    "aws_secret_access_key = emulator",
    "",
  ].join("\n");

/** Writes a file into the folder of a stack whenever the stack is synthesised. */
function writeBeside(stack: TerraformStack, name: string, text: string): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session) {
      synthesizer.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      writeFileSync(join(session.outdir, workingDirectory, name), text);
    },
  };
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
      sharedConfigFiles: [EMULATOR_CONFIG],
      profile: EMULATOR_PROFILE,
      s3UsePathStyle: true,
      skipCredentialsValidation: true,
      skipMetadataApiCheck: "true",
      skipRegionValidation: true,
      skipRequestingAccountId: buckets,
    }),
  });
  preferEnvironmentTags(stack, environment.tags);
  if (emulator !== undefined)
    writeBeside(stack, EMULATOR_CONFIG, emulatorConfig(emulator, environment.account));
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
