import type { JudgedResource } from "../finding";
import { synthesisedResources } from "../synthesised";
import { nested, type Block } from "../values";
import { partsOf } from "./references";

/** What is read of a stack's `cdk.tf.json` beside its resources. */
interface StackJson {
  readonly output?: Readonly<Record<string, { readonly value?: unknown } | undefined>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly provider?: { readonly aws?: unknown };
}

/** Which value of a reference is meant: the shortest or the longest one that it can have. */
export type Extreme = "shortest" | "longest";

/**
 * Characters of a value that only the apply knows. No attribute that Slipway writes into a document is longer:
 * ECS takes 255 characters of an image, and the longest ARN has the name of a role, a secret or a target group in it.
 */
const MAX_UNKNOWN_LENGTH = 255;

/** The shortest ARN, `arn:aws:s3:::`, has as many characters before the name. */
const MIN_ARN_LENGTH_WITHOUT_NAME = 13;

/** `arn:aws-us-gov:elasticloadbalancing:ap-southeast-2:123456789012:targetgroup//0123456789abcdef` has fewer. */
const MAX_ARN_LENGTH_WITHOUT_NAME = 100;

/** The arguments that name a resource inside its ARN; a prefix gets 26 more characters from Terraform. */
const NAMES = ["name", "family", "bucket", "identifier", "cluster_identifier", "function_name"] as const;
const GENERATED_LENGTH = 26;

/** All stacks of an environment as they are written, and where the references between them lead. */
export class Finished {
  readonly resources: readonly JudgedResource[];
  private readonly byAddress: ReadonlyMap<string, JudgedResource>;
  private readonly byType: ReadonlyMap<string, readonly JudgedResource[]>;

  /** @param stacks documents by the names of the stacks */
  constructor(private readonly stacks: ReadonlyMap<string, unknown>) {
    this.resources = [...stacks].flatMap(([name, json]) => synthesisedResources(name, json));
    this.byType = Map.groupBy(this.resources, ({ type }) => type);
    this.byAddress = new Map(this.resources.map((each) => [`${each.stack} ${each.address}`, each]));
  }

  of(...types: readonly string[]): JudgedResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource that a reference names, also one of another stack; `undefined` for every other text. */
  named(stack: string, reference: unknown): JudgedResource | undefined {
    const [part, ...others] = typeof reference === "string" ? partsOf(reference) : [];
    if (part?.kind !== "expression" || others.length > 0) return undefined;
    const { place, expression } = this.followed(stack, part.text);
    return this.byAddress.get(`${place} ${addressOf(expression)}`);
  }

  /** The text with the shortest or the longest value that each of its expressions can have. */
  text(extreme: Extreme, stack: string, text: string): string {
    return partsOf(text)
      .map((part) => (part.kind === "literal" ? part.text : this.value(extreme, stack, part.text)))
      .join("");
  }

  /** The tags that the AWS provider puts on every resource of a stack. */
  defaultTags(stack: string): Block {
    const providers = nested(this.json(stack).provider?.aws);
    return Object.assign(
      {},
      ...providers.flatMap((each) => nested(each.default_tags).flatMap(({ tags }) => nested(tags))),
    ) as Block;
  }

  private value(extreme: Extreme, stack: string, written: string): string {
    const { place, expression } = this.followed(stack, written);
    const local = /^local\.([\w-]+)$/.exec(expression)?.[1];
    const text = local === undefined ? undefined : this.json(place).locals?.[local];
    if (typeof text === "string" && !text.includes("local.")) {
      return this.text(extreme, place, text);
    }
    const resource = this.byAddress.get(`${place} ${addressOf(expression)}`);
    const attribute = expression.split(".")[2] ?? "";
    const known = resource?.values[attribute];
    if (resource !== undefined && typeof known === "string" && !known.includes(resource.address)) {
      return this.text(extreme, resource.stack, known);
    }
    if (resource !== undefined && attribute === "arn") return this.arn(extreme, resource);
    if (extreme === "shortest") return shortestOf(expression);
    // A function may hold the text that it encodes; base64 makes the longest of it.
    const encoded = expression.includes("(") ? Math.ceil((expression.length * 4) / 3) : 0;
    return "x".repeat(Math.max(encoded, MAX_UNKNOWN_LENGTH));
  }

  private arn(extreme: Extreme, resource: JudgedResource): string {
    const name = this.nameLength(extreme, resource);
    return "x".repeat(
      extreme === "shortest"
        ? MIN_ARN_LENGTH_WITHOUT_NAME + name
        : Math.min(MAX_ARN_LENGTH_WITHOUT_NAME + name, MAX_UNKNOWN_LENGTH),
    );
  }

  private nameLength(extreme: Extreme, { stack, values }: JudgedResource): number {
    const name = NAMES.map((argument) => values[argument]).find((value) => typeof value === "string");
    if (typeof name === "string") return this.text(extreme, stack, name).length;
    const prefix = values.name_prefix;
    return typeof prefix === "string" ? prefix.length + GENERATED_LENGTH : 0;
  }

  /** An output of another stack is read from its state; the expression behind it is in that stack's document. */
  private followed(stack: string, expression: string): { place: string; expression: string } {
    const [, , output = ""] =
      /^data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)$/.exec(expression) ?? [];
    for (const [place, json] of output === "" ? [] : this.stacks) {
      const value = (json as StackJson).output?.[output]?.value;
      const [part] = typeof value === "string" ? partsOf(value) : [];
      if (part?.kind === "expression") return { place, expression: part.text };
    }
    return { place: stack, expression };
  }

  private json(stack: string): StackJson {
    return this.stacks.get(stack) ?? {};
  }
}

/** What Terraform encodes is known but for the references in it; every other value may be empty. */
function shortestOf(expression: string): string {
  const [, text = ""] = /^base64encode\("(.*)"\)$/s.exec(expression) ?? [];
  const literals = partsOf(text).flatMap((part) => (part.kind === "literal" ? [part.text] : []));
  const plain = literals.join("").replaceAll(/\\(?:u[0-9a-fA-F]{4}|.)/gs, "x");
  return "x".repeat(Math.ceil(Buffer.byteLength(plain) / 3) * 4);
}

/** `aws_iam_role.web.arn` is of `aws_iam_role.web`. */
const addressOf = (expression: string): string => expression.split(".").slice(0, 2).join(".");

/** The arguments of a resource without what only Terraform reads. */
export const argumentsOf = (values: Block): Block =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !META_ARGUMENTS.includes(name)));

const META_ARGUMENTS = [
  "//",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
];
