import { ConfigurationError } from "../../environments/errors";
import type { EnvironmentInput, ServiceInput } from "../../environments/input";
import type { Environment } from "../../environments/model";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { Outdir, root } from "./synth-environment";

const web: ServiceInput = { image: { uri: "registry.example.com/web:1" }, port: 3000 };

/** An environment with one service that has nothing but an image and a port. */
export function inputWith(
  change: Partial<EnvironmentInput>,
  service: Partial<ServiceInput> = {},
): EnvironmentInput {
  return {
    name: "dev",
    account: "111122223333",
    region: "eu-west-1",
    services: { web: { ...web, ...service } },
    ...change,
  };
}

export const resolved = (
  change: Partial<EnvironmentInput>,
  service: Partial<ServiceInput> = {},
): Environment => resolve(inputWith(change, service), root);

/** What the user would read; values of any type, as a file without types has them. */
export function problemsOf(change: object, service: object = {}): readonly string[] {
  try {
    resolved(change, service);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

type Block = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** The resources of an environment's stacks, by the stacks' last words. */
export function stacksOf(
  environment: Environment,
): Readonly<Record<"images" | "foundation" | "services", Resources>> {
  const outdir = new Outdir();
  try {
    createApp([environment], { root, outdir: outdir.path }).app.synth();
    const stacks = [...outdir.read()].map(([name, json]) => {
      const { resource = {} } = JSON.parse(json) as { resource?: Resources };
      return [name.slice(environment.name.length + 1), resource];
    });
    return Object.fromEntries(stacks) as ReturnType<typeof stacksOf>;
  } finally {
    outdir.remove();
  }
}

/** The resources of one type. */
export const all = (resources: Resources, type: string): Block[] => Object.values(resources[type] ?? {});

/** The one resource of a type; fails unless there is exactly one. */
export function only(resources: Resources, type: string): Block {
  const [first, ...others] = all(resources, type);
  if (first === undefined || others.length > 0) {
    throw new Error(`expected one ${type}, found ${all(resources, type).length}`);
  }
  return first;
}
