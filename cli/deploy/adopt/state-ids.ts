import type { Workplace } from "../deployment";
import { PARTS, type Part } from "../terraform/places";

type Attributes = Readonly<Record<string, unknown>>;

/** What is read of a state as it is stored. */
interface StoredState {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes?: Attributes }[];
  }[];
}

/** Attributes that a resource is identified by; those of RDS have an `id` that nothing else knows. */
const IDENTIFIERS = ["id", "arn", "name", "identifier", "cluster_identifier"];

const DESTINATIONS = ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"];

/**
 * Import IDs of types whose `id` in a state is another one.
 * Source: the "Import" sections of the AWS provider's documentation
 */
const COMPOSED: Readonly<Record<string, (attributes: Attributes) => readonly string[]>> = {
  aws_route: ({ route_table_id: table, ...route }) =>
    DESTINATIONS.map((key) => `${String(table)}_${String(route[key])}`),
  aws_route_table_association: ({ subnet_id: subnet, route_table_id: table }) => [
    `${String(subnet)}/${String(table)}`,
  ],
  aws_route53_record: ({ zone_id: zone, name, type }) => [`${String(zone)}_${String(name)}_${String(type)}`],
};

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
            [...IDENTIFIERS.map((key) => attributes[key]), ...(COMPOSED[type]?.(attributes) ?? [])].flatMap(
              (value) => (typeof value === "string" ? [`${type} ${value}`] : []),
            ),
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
