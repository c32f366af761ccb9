/** Where something is on the network, from the outside in and out again. */
export type Zone = "internet" | "public" | "private" | "outside";

export type NodeKind =
  | "clients"
  | "dns"
  | "balancer"
  | "nat"
  | "endpoints"
  | "service"
  | "database"
  | "files"
  | "namespace"
  | "mesh"
  | "registry"
  | "secrets"
  | "watch"
  | "topic"
  | "bucket"
  | "table"
  | "queue"
  | "stream"
  | "function";

export interface DiagramNode {
  /** The same in every drawing of the environment: `service-backend`, `database-orders`, `balancer`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly zone: Zone;
  /** Group that it stands in, within its zone. */
  readonly group?: string;
  readonly title: string;
  /** What is said of it below its title, in this order. */
  readonly lines: readonly string[];
  /** Terraform addresses of what it stands for, sorted; empty for what Terraform does not make. */
  readonly addresses: readonly string[];
}

/** How an edge is drawn: what clients and services send each other, or what somebody merely refers to. */
export type EdgeKind = "traffic" | "reference";

export interface DiagramEdge {
  /** Id of a node, or of a group: all nodes in it. */
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** May be empty. */
  readonly label: string;
}

/** A frame around nodes of one zone. */
export interface DiagramGroup {
  readonly id: string;
  readonly zone: Zone;
  readonly title: string;
  readonly note: string;
}

/** A zone that has something in it. */
export interface DiagramZone {
  readonly id: Zone;
  readonly title: string;
  /** May be empty. */
  readonly note: string;
}

/** An environment as a picture: what is drawn, and how it hangs together. Everything is in a fixed order. */
export interface Diagram {
  readonly environment: string;
  /** Region and account. */
  readonly title: string;
  /** Title of the frame around the public and private zones. */
  readonly network: string;
  readonly zones: readonly DiagramZone[];
  readonly groups: readonly DiagramGroup[];
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

/** Zones of the VPC; what is in the others is not on its network. */
export const inNetwork = (zone: Zone): boolean => zone === "public" || zone === "private";
