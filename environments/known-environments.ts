import type { EnvironmentInput } from "./input";
import type { Environment } from "./model";
import { readInput } from "./read-input";
import type { Known } from "./rules/promotion-way";

type Inputs = Readonly<Record<string, EnvironmentInput>>;

/** The environments of a project, as far as each alone can tell: with every default, before the rules. */
export class KnownEnvironments implements Known {
  /** By the inputs themselves: each environment of a project looks at all others, and one reading of them is enough. */
  private static readonly readings = new WeakMap<Inputs, KnownEnvironments>();

  readonly names: readonly string[];
  private readonly found = new Map<string, Environment | string>();

  static of(inputs: Inputs, withDefaults: (input: EnvironmentInput) => Environment): KnownEnvironments {
    const known = KnownEnvironments.readings.get(inputs) ?? new KnownEnvironments(inputs, withDefaults);
    KnownEnvironments.readings.set(inputs, known);
    return known;
  }

  private constructor(
    private readonly inputs: Inputs,
    private readonly withDefaults: (input: EnvironmentInput) => Environment,
  ) {
    this.names = Object.keys(inputs);
  }

  /** The ones beside an environment that can be read. */
  beside(name: string): Environment[] {
    return this.names.flatMap((each) => {
      const found = each === name ? undefined : this.find(each);
      return typeof found === "object" ? [found] : [];
    });
  }

  /** A text is the first problem of an environment that can not be read. */
  find(name: string): Environment | string | undefined {
    const input = Object.hasOwn(this.inputs, name) ? this.inputs[name] : undefined;
    if (input === undefined) return undefined;
    const found = this.found.get(name) ?? this.read(input);
    this.found.set(name, found);
    return found;
  }

  private read(input: EnvironmentInput): Environment | string {
    const { data, problems } = readInput(input);
    return problems[0] ?? this.withDefaults(data);
  }
}
