import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";

export interface RegistryScanningProps {
  /** `basic`: operating system packages; `enhanced`: Amazon Inspector, which also knows language packages and costs. */
  readonly type: "basic" | "enhanced";
  /** One rule per frequency at most; an image that no rule names is scanned by hand only. */
  readonly rules: readonly {
    /** When an image is pushed, or (enhanced only) again with each new finding too. */
    readonly frequency: "on-push" | "continuous";
    /** Repository names with at most four `*`, 1 to 100. */
    readonly repositories: readonly string[];
  }[];
}

const FREQUENCIES = { "on-push": "SCAN_ON_PUSH", continuous: "CONTINUOUS_SCAN" } as const;

/**
 * How the images of a private registry are scanned. One for each account and region: destroying it sets the registry
 * back to basic scanning without rules.
 */
export class RegistryScanning extends Construct {
  public readonly configuration: EcrRegistryScanningConfiguration;

  constructor(scope: Construct, id: string, props: RegistryScanningProps) {
    super(scope, id);
    refuse("registry scanning", problems(props));

    this.configuration = new EcrRegistryScanningConfiguration(this, "configuration", {
      scanType: props.type.toUpperCase(),
      rule: props.rules.map(({ frequency, repositories }) => ({
        scanFrequency: FREQUENCIES[frequency],
        repositoryFilter: repositories.map((filter) => ({ filter, filterType: "WILDCARD" })),
      })),
    });
  }
}

function problems({ type, rules }: RegistryScanningProps): string[] {
  const found: string[] = [];
  const frequencies = rules.map(({ frequency }) => frequency);
  if (new Set(frequencies).size < frequencies.length)
    found.push(`rules must have one rule per frequency, got ${shown(frequencies)}`);
  if (type === "basic" && frequencies.includes("continuous"))
    found.push('type must be "enhanced" for continuous scanning, got "basic"');
  rules.forEach(({ repositories }, index) => {
    if (repositories.length < 1 || repositories.length > 100)
      found.push(`rules[${index}].repositories must have 1 to 100 names, got ${repositories.length}`);
  });
  return found;
}
