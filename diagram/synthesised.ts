import { readJson } from "../policy/json-text";
import { blocks, byText, isValues, text, textsOf, unique, type Values } from "./values";

/** One resource of a synthesised stack. */
export interface Resource {
  readonly type: string;
  /** As Terraform names it: `aws_lb.load-balancer_30A23327`. */
  readonly address: string;
  /** Construct ids from the stack's own children down. */
  readonly path: readonly string[];
  readonly values: Values;
}

/** Stacks as Terraform gets them (`cdk.tf.json`), by the last word of their names. */
export type SynthesisedStacks = Readonly<Record<string, unknown>>;

const REFERENCE = /\b((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g;
const OUTPUT = /\boutputs\.([A-Za-z0-9_-]+)/g;

/** The resources of an environment's stacks, and who refers to whom across them. */
export class Stacks {
  private readonly resources: readonly Resource[];
  private readonly outputs = new Map<string, string>();

  constructor(stacks: SynthesisedStacks) {
    const found = Object.keys(stacks)
      .sort(byText)
      .map((part) => stacks[part])
      .filter(isValues);
    this.resources = found
      .flatMap((stack) => resourcesOf(stack))
      .sort((a, b) => byText(a.address, b.address));
    for (const stack of found) {
      for (const [name, output] of Object.entries(isValues(stack.output) ? stack.output : {})) {
        if (isValues(output)) this.outputs.set(name, JSON.stringify(output.value ?? ""));
      }
    }
  }

  /** Sorted by address. */
  of(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** What a value refers to, in this stack or through the outputs of another one; sorted. */
  references(value: unknown): string[] {
    const written = JSON.stringify(value ?? "");
    const direct = [...written.matchAll(REFERENCE)].map(([, address = ""]) => address);
    const across = [...written.matchAll(OUTPUT)].flatMap(([, name = ""]) => {
      const output = this.outputs.get(name);
      return output === undefined ? [] : [...output.matchAll(REFERENCE)].map(([, address = ""]) => address);
    });
    return unique([...direct, ...across].filter((address) => !address.startsWith("data.terraform_")));
  }

  /** The resources of a type that a value refers to. */
  referred(value: unknown, type: string): Resource[] {
    const addresses = this.references(value);
    return this.of(type).filter(({ address }) => addresses.includes(address));
  }
}

function resourcesOf(stack: Values): Resource[] {
  const types = isValues(stack.resource) ? stack.resource : {};
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(isValues(named) ? named : {}).flatMap(([name, values]) =>
      isValues(values) ? [{ type, address: `${type}.${name}`, path: pathOf(values, name), values }] : [],
    ),
  );
}

function pathOf(values: Values, name: string): string[] {
  const [, ...path] = text(blocks(blocks(values, "//")[0] ?? {}, "metadata")[0] ?? {}, "path").split("/");
  return path.length > 0 ? path : [name];
}

/** What the owner called it: the construct's id without the noun before it. */
export const ownName = ({ path }: Resource, noun: string): string => {
  const id = path[0] ?? "";
  return id.startsWith(`${noun}-`) ? id.slice(noun.length + 1) : id;
};

/** Parts of an ARN that says all of itself; nothing when Terraform still has to fill it in. */
export function arnParts(arn: string): { service: string; account: string; resource: string } | undefined {
  const parts = arn.split(":");
  if (parts[0] !== "arn" || parts.length < 6 || arn.includes("${")) return undefined;
  const [, , service = "", , account = "", ...resource] = parts;
  return { service, account, resource: resource.join(":") };
}

/** Statements that allow something, of every policy that hangs on a role. */
export function allowed(stacks: Stacks, role: unknown): { actions: string[]; resources: string[] }[] {
  const [address] = stacks.referred(role, "aws_iam_role").map((found) => found.address);
  if (address === undefined) return [];
  return stacks
    .of("aws_iam_role_policy")
    .filter(({ values }) => stacks.references(values.role).includes(address))
    .flatMap(({ values }) => {
      const policy = readJson(text(values, "policy"));
      return isValues(policy) ? blocks(policy, "Statement") : [];
    })
    .filter(({ Effect }) => Effect === "Allow")
    .map(({ Action, Resource }) => ({ actions: textsOf(Action), resources: textsOf(Resource) }));
}
