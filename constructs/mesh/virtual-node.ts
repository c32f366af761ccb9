import { AppmeshVirtualNode } from "@cdktf/provider-aws/lib/appmesh-virtual-node";
import { AppmeshVirtualService } from "@cdktf/provider-aws/lib/appmesh-virtual-service";
import { Annotations, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { MESH_END, type MESH_PROTOCOLS, type MeshDiscovery } from "../../environments/rules/mesh";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface VirtualNodeProps {
  /** Name of the node, at most 255 characters. */
  readonly name: string;
  /** 12-digit account of the mesh. */
  readonly account: string;
  readonly region: string;
  /** Name of an existing mesh. */
  readonly mesh: string;
  /** Port of the application. */
  readonly port: number;
  /** What the application speaks. */
  readonly protocol: (typeof MESH_PROTOCOLS)[number];
  readonly discovery: MeshDiscovery;
  /** Names of the virtual services that the application calls. @default none */
  readonly backends?: readonly string[];
  /** Name of a virtual service that leads here. @default none */
  readonly virtualService?: string;
}

/** One service in an existing App Mesh. Each synthesis warns, because the mesh has come to its end. */
export class VirtualNode extends Construct {
  public readonly virtualNode: AppmeshVirtualNode;
  /** Absent without a name for it. */
  public readonly virtualService?: AppmeshVirtualService;
  public readonly arn: string;
  /** Envoy ends when its node is not there. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: VirtualNodeProps) {
    super(scope, id);
    const { account, backends = [], discovery, mesh, port, protocol, region, virtualService } = props;
    const name = physicalName("aws_appmesh_virtual_node", props.name);
    Annotations.of(this).addWarning(
      `AWS App Mesh came to its end on ${MESH_END}: move ${name} to Service Connect (connect instead of mesh)`,
    );

    this.virtualNode = new AppmeshVirtualNode(this, "virtual-node", {
      name,
      meshName: mesh,
      spec: {
        listener: [{ portMapping: { port, protocol } }],
        ...(backends.length > 0 && {
          backend: [...backends].sort().map((each) => ({ virtualService: { virtualServiceName: each } })),
        }),
        serviceDiscovery:
          discovery.kind === "dns"
            ? { dns: { hostname: discovery.host } }
            : { awsCloudMap: { namespaceName: discovery.namespace, serviceName: discovery.service } },
        logging: { accessLog: { file: { path: "/dev/stdout" } } },
      },
    });
    if (virtualService !== undefined) {
      this.virtualService = new AppmeshVirtualService(this, "virtual-service", {
        name: virtualService,
        meshName: mesh,
        spec: { provider: { virtualNode: { virtualNodeName: this.virtualNode.name } } },
      });
    }
    this.arn = `arn:${partitionOf(region).id}:appmesh:${region}:${account}:mesh/${mesh}/virtualNode/${name}`;
    this.ready = [this.virtualNode];
  }
}
