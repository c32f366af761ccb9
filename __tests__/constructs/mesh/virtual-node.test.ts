import { VirtualNode, type VirtualNodeProps } from "../../../constructs/mesh/virtual-node";
import { synth } from "../../support/synth";

const least: VirtualNodeProps = {
  name: "shop-dev-web",
  account: "111122223333",
  region: "eu-west-1",
  mesh: "shop",
  port: 3000,
  protocol: "http",
  discovery: { kind: "dns", host: "web.shop.local" },
};
const made = (props: Partial<VirtualNodeProps> = {}) =>
  synth((stack) => new VirtualNode(stack, "mesh", { ...least, ...props }));

test("with the least: one listener, found by DNS, with access logs", () => {
  const result = made();
  expect(result.types).toEqual(["aws_appmesh_virtual_node"]);
  expect(result.only("aws_appmesh_virtual_node")).toEqual({
    name: "shop-dev-web",
    mesh_name: "shop",
    spec: {
      listener: [{ port_mapping: { port: 3000, protocol: "http" } }],
      logging: { access_log: { file: { path: "/dev/stdout" } } },
      service_discovery: { dns: { hostname: "web.shop.local" } },
    },
  });
});

test("with everything set: backends in the order of their names, Cloud Map, a virtual service", () => {
  const result = made({
    protocol: "grpc",
    discovery: { kind: "cloudMap", namespace: "shop.local", service: "web" },
    backends: ["b.shop.local", "a.shop.local"],
    virtualService: "web.shop.local",
  });
  expect(result.only("aws_appmesh_virtual_node").spec).toMatchObject({
    backend: [
      { virtual_service: { virtual_service_name: "a.shop.local" } },
      { virtual_service: { virtual_service_name: "b.shop.local" } },
    ],
    listener: [{ port_mapping: { protocol: "grpc" } }],
    service_discovery: { aws_cloud_map: { namespace_name: "shop.local", service_name: "web" } },
  });
  expect(result.only("aws_appmesh_virtual_service")).toMatchObject({
    name: "web.shop.local",
    mesh_name: "shop",
    spec: {
      provider: {
        virtual_node: {
          virtual_node_name: expect.stringMatching(
            /^\$\{aws_appmesh_virtual_node\.[\w-]+\.name\}$/,
          ) as string,
        },
      },
    },
  });
});

test("each synthesis warns that the mesh has come to its end, and names what follows it", () => {
  synth((stack) => {
    const node = new VirtualNode(stack, "mesh", least);
    expect(node.node.metadata).toEqual([
      expect.objectContaining({
        type: "@cdktf/warn",
        data: "AWS App Mesh came to its end on 30 September 2026: move shop-dev-web to Service Connect (connect instead of mesh)",
      }),
    ]);
    expect(node.arn).toBe("arn:aws:appmesh:eu-west-1:111122223333:mesh/shop/virtualNode/shop-dev-web");
    expect(node.ready).toEqual([node.virtualNode]);
  });
});
