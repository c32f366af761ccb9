import { StateIds } from "../../../../cli/deploy/adopt/state-ids";

const resource = (type: string, attributes: Record<string, unknown>, mode = "managed") => ({
  mode,
  type,
  instances: [{ attributes }],
});

it("knows the resources of all states by their ID, ARN or name", () => {
  const ids = StateIds.of([
    { resources: [resource("aws_vpc", { id: "vpc-1" })] },
    {},
    {
      resources: [
        resource("aws_db_instance", { id: "db-ABC", identifier: "slipway-dev-orders" }),
        resource("aws_vpc", { id: "vpc-2" }, "data"),
      ],
    },
  ]);
  expect(ids.has("aws_vpc", "vpc-1")).toBe(true);
  expect(ids.has("aws_db_instance", "slipway-dev-orders")).toBe(true);
  expect(ids.has("aws_vpc", "vpc-2")).toBe(false);
  expect(ids.has("aws_subnet", "vpc-1")).toBe(false);
});

it.each<[string, string, Record<string, unknown>]>([
  [
    "aws_route",
    "rtb-1_0.0.0.0/0",
    { id: "r-rtb-11080289494", route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" },
  ],
  [
    "aws_route",
    "rtb-1_::/0",
    { id: "r-rtb-12750132062", route_table_id: "rtb-1", destination_ipv6_cidr_block: "::/0" },
  ],
  [
    "aws_route_table_association",
    "subnet-1/rtb-1",
    { id: "rtbassoc-1", subnet_id: "subnet-1", route_table_id: "rtb-1" },
  ],
  [
    "aws_route53_record",
    "Z1_Shop.example.com_A",
    { id: "Z1_shop.example.com_A", zone_id: "Z1", name: "Shop.example.com", type: "A" },
  ],
])("knows %s by its import ID %s, which is not its ID in a state", (type, id, attributes) => {
  const ids = StateIds.of([{ resources: [resource(type, attributes)] }]);
  expect(ids.has(type, id)).toBe(true);
  expect(ids.has(type, `${id}0`)).toBe(false);
});
