import path from "node:path";

/** A shell script that runs Terraform so that it outlives the command that started it, and records its process. */
export const LASTING_TERRAFORM = path.join(__dirname, "lasting-terraform.sh");

/**
 * The program that `TERRAFORM_BINARY_NAME` means: where it is such a script, as `slipway env` sets it, also that of another
 * checkout, the one that this starts.
 */
export const namedTerraform = ({
  TERRAFORM_BINARY_NAME: named,
  SLIPWAY_TERRAFORM: started,
}: Readonly<Record<string, string | undefined>>): string | undefined =>
  named !== undefined && path.basename(named) === path.basename(LASTING_TERRAFORM) ? started : named;

/** Variables of {@link LASTING_TERRAFORM}. */
interface LastingVariables {
  readonly SLIPWAY_TERRAFORM: string;
  readonly SLIPWAY_RUNNING: string;
}

/**
 * @param program Terraform itself
 * @param running folder of the records, `<stack>.json` for each stack
 */
export const lastingVariables = (program: string, running: string): LastingVariables => ({
  SLIPWAY_TERRAFORM: program,
  SLIPWAY_RUNNING: running,
});

/** Variables with which a program that starts Terraform by `TERRAFORM_BINARY_NAME`, as cdktf does, starts it by the script. */
export const startsLasting = (program: string, running: string) => ({
  ...lastingVariables(program, running),
  TERRAFORM_BINARY_NAME: LASTING_TERRAFORM,
});
