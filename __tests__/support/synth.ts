import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { TerraformStack, Testing } from "cdktf";

/** The arguments of one resource or data source as Terraform reads them. */
export type Block = Readonly<Record<string, unknown>>;

type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** A synthesised stack, parsed. */
export interface Synthesised {
  /** The single resource of a Terraform type; fails unless there is exactly one. */
  only(type: string): Block;
  /** Every resource of a Terraform type, in the order of the construct tree. */
  all(type: string): Block[];
  /** The single data source of a Terraform type; fails unless there is exactly one. */
  data(type: string): Block;
  /** The Terraform types of all resources, sorted, each once. */
  readonly types: readonly string[];
  /** The whole stack. */
  readonly json: {
    readonly resource?: Blocks;
    readonly data?: Blocks;
    readonly output?: Readonly<Record<string, Block>>;
  };
}

/**
 * Synthesises what `build` puts into a stack, with the validations of all constructs, and parses it.
 * The stack gets an AWS and a Docker provider unless `build` makes its own.
 */
export function synth(build: (stack: TerraformStack) => void): Synthesised {
  const stack = new TerraformStack(Testing.app(), "test");
  build(stack);
  const made = stack.node.findAll();
  if (!made.some((node) => node instanceof AwsProvider))
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
  if (!made.some((node) => node instanceof DockerProvider)) new DockerProvider(stack, "docker");
  const json = JSON.parse(Testing.synth(stack, true)) as Synthesised["json"];
  const list = (blocks: Blocks | undefined, type: string): Block[] => Object.values(blocks?.[type] ?? {});
  const single = (found: Block[], type: string): Block => {
    const [first] = found;
    if (first === undefined || found.length !== 1)
      throw new Error(`expected one ${type}, found ${found.length}`);
    return first;
  };
  return {
    only: (type) => single(list(json.resource, type), type),
    all: (type) => list(json.resource, type),
    data: (type) => single(list(json.data, type), `data.${type}`),
    types: Object.keys(json.resource ?? {}).sort(),
    json,
  };
}
