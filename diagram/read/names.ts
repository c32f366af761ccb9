import type { DiagramNode } from "../model";
import { arnParts, type Stacks } from "../synthesised";
import { block, blocks, listed, text, unique } from "../values";
import { NOTHING, reference, type Part } from "./part";
import type { Running } from "./running";

/** How services find each other: Service Connect and App Mesh. */
export function names(stacks: Stacks, running: readonly Running[]): Part {
  const parts = [connect(stacks, running), mesh(stacks, running)];
  return { nodes: parts.flatMap((part) => part.nodes), edges: parts.flatMap((part) => part.edges) };
}

function connect(stacks: Stacks, running: readonly Running[]): Part {
  const members = running.flatMap(({ id, service }) => {
    const configuration = block(service.values, "service_connect_configuration");
    if (configuration.enabled !== true) return [];
    const aliases = blocks(configuration, "service").flatMap((one) =>
      blocks(one, "client_alias").map((alias) => `${text(alias, "dns_name")}:${text(alias, "port")}`),
    );
    return [{ id, aliases, namespace: configuration.namespace }];
  });
  if (members.length === 0) return NOTHING;
  const [made] = stacks.of("aws_service_discovery_http_namespace");
  const node: DiagramNode = {
    id: "namespace",
    kind: "namespace",
    zone: "outside",
    title: "Service Connect",
    lines: [
      made === undefined ? namespaceName(members[0]?.namespace) : text(made.values, "name"),
      ...listed(unique(members.flatMap(({ aliases }) => aliases)), 4),
    ].filter((line) => line !== ""),
    addresses: made === undefined ? [] : [made.address],
  };
  return {
    nodes: [node],
    edges: members.map(({ id, aliases }) =>
      reference(id, "namespace", aliases.length === 0 ? "calls" : "is found"),
    ),
  };
}

const namespaceName = (value: unknown): string =>
  typeof value === "string" ? (arnParts(value)?.resource.replace(/^namespace\//, "") ?? "") : "";

function mesh(stacks: Stacks, running: readonly Running[]): Part {
  const virtual = stacks.of("aws_appmesh_virtual_node");
  if (virtual.length === 0) return NOTHING;
  const meshes = unique(virtual.map(({ values }) => text(values, "mesh_name")));
  const inMesh = virtual.flatMap(({ path }) => running.filter(({ service }) => service.path[0] === path[0]));
  return {
    nodes: [
      {
        id: "mesh",
        kind: "mesh",
        zone: "outside",
        title: "App Mesh",
        lines: listed(meshes, 3),
        addresses: virtual.map(({ address }) => address),
      },
    ],
    edges: inMesh.map(({ id }) => reference(id, "mesh", "meshed")),
  };
}
