import type { Workplace } from "../deployment";
import { PARTS, type Part } from "../terraform/places";

/** What is read of a state as it is stored. */
interface StoredState {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Attributes that a resource is identified by; those of RDS have an `id` that nothing else knows. */
const IDENTIFIERS = ["id", "arn", "name", "identifier", "cluster_identifier"];

/** Which resources the states of an environment have. */
export class StateIds {
  private constructor(private readonly ids: ReadonlySet<string>) {}

  static of(states: readonly StoredState[]): StateIds {
    const managed = states
      .flatMap(({ resources = [] }) => resources)
      .filter(({ mode }) => mode === "managed");
    return new StateIds(
      new Set(
        managed.flatMap(({ type, instances }) =>
          instances.flatMap(({ attributes = {} }) =>
            IDENTIFIERS.flatMap((key) => {
              const value = attributes[key];
              return typeof value === "string" ? [`${type} ${value}`] : [];
            }),
          ),
        ),
      ),
    );
  }

  /** Reads the states of all stacks. @param initialised stacks whose folders Terraform has initialised */
  static async read(workplace: Workplace, initialised: readonly Part[]): Promise<StateIds> {
    const { places, terraform } = workplace;
    const states: StoredState[] = [];
    for (const part of PARTS) {
      const place = places.stacks[part];
      if (!initialised.includes(part)) await terraform.run(place, "init", ["-reconfigure"], () => undefined);
      const stored = await terraform.read(place, "state", "pull");
      if (stored.trim() !== "") states.push(JSON.parse(stored) as StoredState);
    }
    return StateIds.of(states);
  }

  has(type: string, id: string): boolean {
    return this.ids.has(`${type} ${id}`);
  }
}
