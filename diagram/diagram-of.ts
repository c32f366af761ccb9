import type { Environment } from "../environments/model";
import { condense } from "./condense";
import { inNetwork, type Diagram, type DiagramNode, type DiagramZone, type Zone } from "./model";
import { access } from "./read/access";
import { entry } from "./read/entry";
import { images } from "./read/images";
import { names } from "./read/names";
import { Network } from "./read/network";
import { runningServices } from "./read/running";
import { secrets } from "./read/secrets";
import { services } from "./read/services";
import { stores } from "./read/stores";
import { watch } from "./read/watch";
import { Stacks, type SynthesisedStacks } from "./synthesised";

const ZONES: readonly Zone[] = ["internet", "public", "private", "outside"];

/**
 * Reads the picture from what Terraform gets.
 *
 * @param stacks each stack's `cdk.tf.json`, parsed, by `images`, `foundation` and `services`
 */
export function diagramOf(
  { name, region, account }: Pick<Environment, "name" | "region" | "account">,
  stacks: SynthesisedStacks,
): Diagram {
  const all = new Stacks(stacks);
  const network = new Network(all);
  const running = runningServices(all);
  const parts = [
    entry(all, network, running),
    { nodes: network.nodes(), edges: [] },
    services(all, network, running),
    stores(all, network, running),
    images(all, running),
    secrets(all, running),
    names(all, running),
    access(all, running),
    watch(all, running),
  ];
  const nodes = parts
    .flatMap((part) => part.nodes)
    .sort((a, b) => ZONES.indexOf(a.zone) - ZONES.indexOf(b.zone));
  return {
    environment: name,
    title: `${region}, account ${account}`,
    network: network.title,
    zones: ZONES.flatMap((zone) => zoneOf(zone, nodes, network, region)),
    groups: parts.flatMap((part) => ("groups" in part ? (part.groups ?? []) : [])),
    nodes,
    edges: condense(
      nodes,
      parts.flatMap((part) => part.edges),
    ),
  };
}

const TITLES: Readonly<Record<Zone, string>> = {
  internet: "Internet",
  public: "Public subnets",
  private: "Private subnets",
  outside: "AWS",
};

function zoneOf(id: Zone, nodes: readonly DiagramNode[], network: Network, region: string): DiagramZone[] {
  if (!nodes.some(({ zone }) => zone === id)) return [];
  if (id === "outside") return [{ id, title: `AWS ${region}`, note: "outside the VPC" }];
  return [{ id, title: TITLES[id], note: inNetwork(id) ? network.note(id) : "" }];
}
