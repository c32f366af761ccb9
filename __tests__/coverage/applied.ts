import type { KnownEmulator } from "../../emulator/capabilities";
import { resolveEnvironment } from "../../environments";
import { resolve } from "../../environments/resolve";
import { EXAMPLES } from "../integration/examples/examples";
import { onEmulator } from "../integration/examples/on-emulator";
import { localstackEnvironment, localstackRefuses } from "../integration/localstack/environment";
import { lab, shop } from "../integration/promoted/environments";
import { chooseTargets, typesOf, type Refuses } from "../support/offered";
import { refusedBy } from "../support/refused-types";
import { root } from "../support/synth-environment";
import { synthesise, type Stack } from "./synthesise";
import type { Environment } from "../../environments/model";

/** An integration suite that applies an environment's stacks, with what its engine refuses left out. */
export interface Suite {
  readonly engine: KnownEmulator;
  readonly environment: Environment;
  /** In `__tests__/integration`. */
  readonly file: string;
  /** The test that applies. */
  readonly test: string;
  readonly refuses: Refuses;
}

const ENDPOINT = "http://localhost:4566";

export const SUITES: readonly Suite[] = [
  {
    engine: "ministack",
    environment: resolveEnvironment("local", root),
    file: "platform/platform.test.ts",
    test: "succeeds on an empty account",
    refuses: () => false,
  },
  ...EXAMPLES.map((example) => ({
    engine: "ministack" as const,
    environment: resolve(onEmulator(example, ENDPOINT), root),
    file: `examples/${example.name}.test.ts`,
    test: "is applied, except for what the engine has no API for",
    refuses: refusedBy("ministack"),
  })),
  {
    engine: "ministack",
    environment: resolve(shop(ENDPOINT), root, { lab: lab(ENDPOINT) }),
    file: "promoted/promoted.test.ts",
    test: "what has been promoted runs, by its digest, and a second plan has nothing to change",
    refuses: () => false,
  },
  {
    engine: "localstack-free",
    environment: localstackEnvironment(ENDPOINT),
    file: "localstack/foundation.test.ts",
    test: "is applied but for what needs ECS or a load balancer",
    refuses: localstackRefuses,
  },
];

/** Types of blocks that a suite applies: of the stacks, and of the bucket of their state. */
export function appliedBy({ environment, refuses }: Suite): string[] {
  const types = [...synthesise([environment]).values()].flatMap((stack) => {
    const { offered, refused } = chooseTargets(stack, refuses);
    return [...typesOf(offered), ...readFor(stack, refused), ...signedInFor(stack, offered)];
  });
  return [...new Set(types)].sort();
}

/** Types that at least one suite applies. */
export const appliedTypes = (): string[] => [...new Set(SUITES.flatMap(appliedBy))].sort();

/** Data sources that something refers to which is not left out, directly or by a local name. */
function readFor({ resource = {}, data = {}, locals = {} }: Stack, refused: readonly string[]): string[] {
  const readers = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).filter(([name]) => !refused.includes(`${type}.${name}`)),
  );
  const text = JSON.stringify([readers, data, locals]);
  return Object.entries(data)
    .filter(([type, named]) => Object.keys(named).some((name) => text.includes(`data.${type}.${name}.`)))
    .map(([type]) => `data.${type}`);
}

/** The tokens of registries are for the docker provider, which is asked only where it has a resource. */
const signedInFor = ({ ephemeral = {} }: Stack, offered: readonly string[]): string[] =>
  offered.some((address) => address.startsWith("docker_"))
    ? Object.keys(ephemeral).map((type) => `ephemeral.${type}`)
    : [];
