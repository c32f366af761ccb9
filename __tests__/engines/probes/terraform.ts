import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Proof } from "../../../emulator/capabilities";
import type { Emulator } from "../../../emulator/find";
import { Terraform } from "../../support/terraform";
import type { Blocks } from "./control-plane";

/** The provider's names of the APIs that the probes call. */
const SERVICES = [
  "acm",
  "appautoscaling",
  "appmesh",
  "autoscaling",
  "cloudwatch",
  "ec2",
  "ecr",
  "ecrpublic",
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
  "xray",
];
export const ACCOUNT = "000000000000";
export const REGION = "us-east-1";
const VARIABLES = {
  AWS_ACCESS_KEY_ID: ACCOUNT,
  AWS_SECRET_ACCESS_KEY: "emulator",
  AWS_SESSION_TOKEN: "",
  AWS_PROFILE: "",
  AWS_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: "true",
};

/** Why a probe says what it says. */
export interface Finding {
  readonly proof: Proof;
  readonly why: string;
}

/** Makes the resources, plans them again, destroys them; nothing stays behind but a folder of text. */
export async function terraformProbe(emulator: Emulator, folder: string, resource: Blocks): Promise<Finding> {
  mkdirSync(folder, { recursive: true });
  const configuration = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: {
      aws: [
        {
          region: REGION,
          allowed_account_ids: [ACCOUNT],
          endpoints: [Object.fromEntries(SERVICES.map((service) => [service, emulator.endpoint]))],
          max_retries: 1,
          s3_use_path_style: true,
          skip_credentials_validation: true,
          skip_metadata_api_check: true,
          skip_region_validation: true,
        },
      ],
    },
    resource,
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration, undefined, 2));
  const terraform = new Terraform(folder, VARIABLES);
  await terraform.succeed("init", "-input=false");
  const made = await terraform.run("apply", "-auto-approve", "-input=false");
  const again = made.code === 0 ? await terraform.plan() : undefined;
  const gone = await terraform.run("destroy", "-auto-approve", "-input=false");
  const failed = made.code !== 0 ? made : again?.code !== 0 ? again : gone.code !== 0 ? gone : undefined;
  if (failed === undefined) return { proof: "recorded", why: "made, planned without a change, destroyed" };
  return { proof: "absent", why: firstError(failed.output) };
}

function firstError(output: string): string {
  const error = /Error: [^]{0,600}/.exec(output)?.[0].replace(/[│╵\s]+/g, " ");
  return (
    error ??
    output
      .split("\n")
      .filter((line) => / will be | must be |# aws_/.test(line))
      .join("; ")
  );
}
