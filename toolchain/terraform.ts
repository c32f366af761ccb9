import semver from "semver";
import { NotReadyError } from "../environments/errors";
import { namedTerraform } from "./lasting-terraform";
import { findProgram } from "./programs";
import { run } from "./run";

export interface Terraform {
  /** Absolute path of the program. */
  readonly path: string;
  readonly version: string;
  readonly flavour: "terraform" | "opentofu";
}

/**
 * Stacks that build images hold the registry's token in an ephemeral resource: Terraform has those since 1.10, OpenTofu
 * since 1.11, and OpenTofu 1.10 fails at init. The state is locked by a file in its S3 bucket (`use_lockfile`), which is
 * stable since Terraform 1.11 and OpenTofu 1.10.
 * Sources: https://github.com/hashicorp/terraform/blob/v1.11/CHANGELOG.md,
 * https://github.com/opentofu/opentofu/blob/v1.11/CHANGELOG.md
 */
const MIN_VERSION = "1.11.0";
const FLOOR =
  "Terraform or OpenTofu 1.11 or newer, because stacks that build images have ephemeral resources and the state is locked by a file in its bucket";
const NAME = { terraform: "Terraform", opentofu: "OpenTofu" } as const;
const OPENTOFU_VERSION = "1.12.6";

const GET_OPEN = "https://developer.hashicorp.com/terraform/install";
/** Not `go install`: OpenTofu's go.mod has a `replace` line, which only counts when it is the main module. */
const GET_CLOSED = [
  `MODULE="$(go mod download -json github.com/opentofu/opentofu@v${OPENTOFU_VERSION} | sed -n 's/.*"Dir": "\\(.*\\)".*/\\1/p')"`,
  'CGO_ENABLED=0 go -C "$MODULE" build -trimpath -ldflags="-X github.com/opentofu/opentofu/version.dev=no" -o "$HOME/.local/bin/tofu" ./cmd/tofu',
  'export PATH="$HOME/.local/bin:$PATH"',
].join(" && ");

export const GET_TERRAFORM = `on an open network install it from ${GET_OPEN}; where only package registries answer build OpenTofu with: ${GET_CLOSED}`;

/** The program that `TERRAFORM_BINARY_NAME` names, else `terraform`, else `tofu`; the first that is new enough. */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env): Promise<Terraform> {
  const named = namedTerraform(env);
  const names = named === undefined || named === "" ? ["terraform", "tofu"] : [named];
  const rejected: string[] = [];
  for (const name of names) {
    const path = findProgram(name, env);
    if (path === undefined) continue;
    const found = await inspectTerraform(path);
    if (semver.gte(found.version, MIN_VERSION)) return found;
    rejected.push(`${NAME[found.flavour]} ${found.version} (${path})`);
  }
  const got = rejected.length > 0 ? rejected.join(" and ") : "nothing";
  const must =
    named === undefined || named === "" ? "PATH must contain" : `TERRAFORM_BINARY_NAME="${named}" must name`;
  throw new NotReadyError("this machine", [`${must} ${FLOOR}, got ${got}; ${GET_TERRAFORM}`]);
}

async function inspectTerraform(path: string): Promise<Terraform> {
  const { stdout } = await run(path, ["version"], {
    doing: "asking Terraform for its version",
    // A CLI configuration file that is missing or broken must not get in the way of the question.
    env: { CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" },
  });
  return parseVersion(path, stdout);
}

/** @internal the first line is `Terraform v1.11.4` or `OpenTofu v1.12.6` */
export function parseVersion(path: string, output: string): Terraform {
  const [, name, version] = /^(Terraform|OpenTofu) v(\S+)/m.exec(output) ?? [];
  if (name === undefined || version === undefined || semver.valid(version) === null) {
    throw new NotReadyError("this machine", [
      `${path} must be Terraform or OpenTofu, got a program whose version is ${JSON.stringify(output.split("\n")[0])}; ${GET_TERRAFORM}`,
    ]);
  }
  return { path, version, flavour: name === "OpenTofu" ? "opentofu" : "terraform" };
}
