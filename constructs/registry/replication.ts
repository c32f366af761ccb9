import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { refuse } from "../../environments/errors";

export interface RegistryReplicationProps {
  /** Registries that get a copy of each image pushed from now on; 1 to 25. */
  readonly destinations: readonly {
    readonly region: string;
    /** 12-digit account; another account than the registry's own has to allow it in its registry policy. */
    readonly account: string;
    /** What the names of the copied repositories begin with, 1 to 100. */
    readonly prefixes: readonly string[];
  }[];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const RULES = 10;
const DESTINATIONS = 25;

/** Copies of a private registry's images in others. One for each account and region: destroying it ends all copying. */
export class RegistryReplication extends Construct {
  public readonly configuration: EcrReplicationConfiguration;

  constructor(scope: Construct, id: string, props: RegistryReplicationProps) {
    super(scope, id);
    const rules = Map.groupBy(props.destinations, ({ prefixes }) => JSON.stringify(prefixes));
    refuse("registry replication", problems(props, rules.size));

    this.configuration = new EcrReplicationConfiguration(this, "configuration", {
      replicationConfiguration: {
        rule: [...rules.values()].map((destinations) => ({
          destination: destinations.map(({ region, account }) => ({ region, registryId: account })),
          repositoryFilter: (destinations[0]?.prefixes ?? []).map((filter) => ({
            filter,
            filterType: "PREFIX_MATCH",
          })),
        })),
      },
    });
  }
}

function problems({ destinations }: RegistryReplicationProps, rules: number): string[] {
  const found: string[] = [];
  if (destinations.length < 1 || destinations.length > DESTINATIONS)
    found.push(`destinations must have 1 to ${DESTINATIONS} entries, got ${destinations.length}`);
  destinations.forEach(({ prefixes }, index) => {
    if (prefixes.length < 1 || prefixes.length > 100)
      found.push(`destinations[${index}].prefixes must have 1 to 100 entries, got ${prefixes.length}`);
  });
  if (rules > RULES)
    found.push(`destinations must have at most ${RULES} different lists of prefixes, got ${rules}`);
  return found;
}
