import { Construct } from "constructs";
import { PullThroughCache } from "../constructs/registry/pull-through-cache";
import { RegistryPolicy } from "../constructs/registry/registry-policy";
import { RegistryReplication } from "../constructs/registry/replication";
import { RegistryScanning } from "../constructs/registry/scanning";
import type { Environment } from "../environments/model";
import type { Registry } from "../environments/topics/registry";

/** The settings of the account's registry in the environment's region. */
export class RegistrySettings extends Construct {
  readonly scanning?: RegistryScanning;
  readonly replication?: RegistryReplication;
  readonly policy?: RegistryPolicy;
  /** By prefix. */
  readonly caches = new Map<string, PullThroughCache>();

  constructor(scope: Construct, id: string, { account, project, region }: Environment, settings: Registry) {
    super(scope, id);
    const { scanning, replication, policy, pullThrough = [] } = settings;
    if (scanning) this.scanning = new RegistryScanning(this, "scanning", scanning);
    if (replication)
      this.replication = new RegistryReplication(this, "replication", { destinations: replication });
    if (policy) {
      this.policy = new RegistryPolicy(this, "policy", {
        account,
        region,
        repositoryPrefix: `${project}-`,
        ...policy,
      });
    }
    for (const cache of pullThrough) {
      this.caches.set(cache.prefix, new PullThroughCache(this, `cache-${cache.prefix}`, cache));
    }
  }
}
