import path from "node:path";

/** A Terraform provider that is built from its Go module where the Terraform registry does not answer. */
export interface ProviderPin {
  readonly name: "aws" | "docker";
  /** Address in the Terraform registry, without the host. */
  readonly source: string;
  readonly version: string;
  /** Import path of the provider's main package; go.mod says which module really stands behind it. */
  readonly mainPackage: string;
  /** Name of the executable, as Terraform expects it in an unpacked mirror. */
  readonly binary: string;
  /** Folder with the go.mod and go.sum that pin and verify every source file. */
  readonly pins: string;
}

/** Where each tool looks for a `source` that names no host. */
export const REGISTRY_HOSTS = {
  terraform: "registry.terraform.io",
  opentofu: "registry.opentofu.org",
} as const;

export const AWS_PROVIDER: ProviderPin = {
  name: "aws",
  source: "hashicorp/aws",
  version: "6.34.0",
  mainPackage: "github.com/hashicorp/terraform-provider-aws",
  binary: "terraform-provider-aws_v6.34.0_x5",
  pins: path.join(__dirname, "aws"),
};

export const DOCKER_PROVIDER: ProviderPin = {
  name: "docker",
  source: "kreuzwerker/docker",
  version: "4.6.0",
  mainPackage: "github.com/terraform-providers/terraform-provider-docker",
  binary: "terraform-provider-docker_v4.6.0",
  pins: path.join(__dirname, "docker"),
};
