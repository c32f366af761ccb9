import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import type { Construct } from "constructs";

/** A Route 53 hosted zone by its name, which is looked up, or by its id, which is not. */
export type ZoneReference = { readonly name: string } | { readonly id: string };

/** Looks up each public zone once, in the scope that it is given. */
export class HostedZones {
  /** By their names. */
  public readonly lookedUp = new Map<string, DataAwsRoute53Zone>();

  constructor(private readonly scope: Construct) {}

  idOf(zone: ZoneReference): string {
    if ("id" in zone) return zone.id;
    const known = this.lookedUp.get(zone.name);
    const found = known ?? this.lookUp(zone.name);
    this.lookedUp.set(zone.name, found);
    return found.zoneId;
  }

  private lookUp(name: string): DataAwsRoute53Zone {
    const id = this.lookedUp.size === 0 ? "zone" : `zone-${name}`;
    return new DataAwsRoute53Zone(this.scope, id, { name, privateZone: false });
  }
}
