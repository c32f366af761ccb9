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
