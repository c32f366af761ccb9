import { TerraformOutput } from "cdktf";
import { ExistingNetwork } from "../../../constructs/network/existing-network";
import { Network, type NetworkProps } from "../../../constructs/network/network";
import { type Block, type Synthesised, synth } from "../../support/synth";

const LEAST: NetworkProps = {
  prefix: "shop-dev",
  region: "eu-west-1",
  cidr: "10.0.0.0/16",
  zones: 2,
  nat: "none",
  endpoints: false,
};
const made = (props: Partial<NetworkProps> = {}): Synthesised =>
  synth((stack) => new Network(stack, "network", { ...LEAST, ...props }));
const routes = (result: Synthesised, target: "gateway_id" | "nat_gateway_id"): Block[] =>
  result.all("aws_route").filter((route) => target in route);

test("with the least props: a VPC with a public and a private subnet in each of two zones", () => {
  const result = made();
  expect(result.only("aws_vpc")).toEqual({
    cidr_block: "10.0.0.0/16",
    enable_dns_support: true,
    enable_dns_hostnames: true,
    tags: { Name: "shop-dev" },
  });
  expect(
    result.all("aws_subnet").map(({ cidr_block, tags }) => [cidr_block, (tags as { Name: string }).Name]),
  ).toEqual(
    expect.arrayContaining([
      ["10.0.128.0/19", "shop-dev-public-0"],
      ["10.0.160.0/19", "shop-dev-public-1"],
      ["10.0.0.0/19", "shop-dev-private-0"],
      ["10.0.32.0/19", "shop-dev-private-1"],
    ]),
  );
  expect(result.all("aws_subnet")).toHaveLength(4);
  expect(result.all("aws_route_table")).toHaveLength(3);
  expect(result.all("aws_route_table_association")).toHaveLength(4);
  for (const type of ["aws_nat_gateway", "aws_eip", "aws_flow_log", "aws_security_group"]) {
    expect(result.all(type)).toEqual([]);
  }
});

test("zones come from the region, one for each index, and a new one replaces no subnet", () => {
  const result = made({ zones: 3 });
  expect(result.data("aws_availability_zones")).toEqual({
    state: "available",
    filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
  });
  const zones = result.all("aws_subnet").map((subnet) => String(subnet.availability_zone));
  expect(
    zones.map((zone) => /^\$\{data\.aws_availability_zones\.\w+\.names\[(\d)\]\}$/.exec(zone)?.[1]).sort(),
  ).toEqual(["0", "0", "1", "1", "2", "2"]);
  expect(result.all("aws_subnet").map((subnet) => subnet.lifecycle)).toEqual(
    Array(6).fill({ ignore_changes: ["availability_zone"] }),
  );
});

describe("promises", () => {
  test("no subnet gives public addresses", () => {
    expect(
      made()
        .all("aws_subnet")
        .map((subnet) => subnet.map_public_ip_on_launch),
    ).toEqual(Array(4).fill(false));
  });

  test("the default security group admits nothing and lets nothing out", () => {
    expect(made().only("aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
  });

  test("private subnets without NAT have no way to the internet", () => {
    const result = made();
    expect(result.all("aws_route")).toHaveLength(1);
    expect(result.only("aws_route")).toMatchObject({
      route_table_id: expect.stringMatching(/public-route-table/) as string,
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: expect.stringMatching(/aws_internet_gateway/) as string,
    });
  });

  test("private subnets never route to the internet gateway", () => {
    const tables = routes(made({ zones: 3, nat: "per-zone" }), "gateway_id").map(
      (route) => route.route_table_id,
    );
    expect(tables).toEqual([expect.stringMatching(/public-route-table/)]);
  });

  test("interface endpoints admit HTTPS from the VPC and nothing else", () => {
    const result = made({ endpoints: true });
    expect(result.only("aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "10.0.0.0/16",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    });
    expect(result.all("aws_vpc_security_group_egress_rule")).toEqual([]);
    const group = result.only("aws_security_group");
    expect([group.ingress, group.egress]).toEqual([undefined, undefined]);
  });

  test("flow logs write to their own group alone", () => {
    const result = made({ flowLogRetentionDays: 30 });
    const { Statement } = JSON.parse(String(result.only("aws_iam_role_policy").policy)) as {
      Statement: { Resource: string[] }[];
    };
    expect(Statement).toHaveLength(1);
    for (const resource of Statement[0]?.Resource ?? []) {
      expect(resource).toMatch(/^\$\{aws_cloudwatch_log_group\.[\w-]+\.arn\}(:\*)?$/);
    }
    expect(result.only("aws_iam_role").assume_role_policy).toContain(
      '"Service":"vpc-flow-logs.amazonaws.com"',
    );
  });
});

test.each<[NetworkProps["nat"], 2 | 3, number]>([
  ["none", 3, 0],
  ["one", 2, 1],
  ["one", 3, 1],
  ["per-zone", 2, 2],
  ["per-zone", 3, 3],
])("nat %s in %i zones makes %i gateways", (nat, zones, count) => {
  const result = made({ nat, zones });
  const gateways = result.all("aws_nat_gateway");
  expect(gateways).toHaveLength(count);
  expect(result.all("aws_eip")).toHaveLength(count);
  expect(gateways.every((gateway) => String(gateway.subnet_id).includes("public-subnet"))).toBe(true);
  const used = routes(result, "nat_gateway_id");
  expect(used).toHaveLength(count === 0 ? 0 : zones);
  expect(new Set(used.map((route) => route.nat_gateway_id)).size).toBe(count);
  expect(new Set(used.map((route) => route.route_table_id)).size).toBe(used.length);
});

test("S3 is always reached inside the VPC, from every route table", () => {
  const result = made();
  expect(result.only("aws_vpc_endpoint")).toMatchObject({
    service_name: "com.amazonaws.eu-west-1.s3",
    vpc_endpoint_type: "Gateway",
  });
  expect(result.only("aws_vpc_endpoint").route_table_ids).toHaveLength(3);
});

test("interface endpoints stand in every private subnet under the services' own names", () => {
  const endpoints = made({ endpoints: true })
    .all("aws_vpc_endpoint")
    .filter((endpoint) => endpoint.vpc_endpoint_type === "Interface");
  expect(endpoints.map((endpoint) => endpoint.service_name).sort()).toEqual(
    ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages"].map(
      (service) => `com.amazonaws.eu-west-1.${service}`,
    ),
  );
  for (const endpoint of endpoints) {
    expect(endpoint.private_dns_enabled).toBe(true);
    expect(endpoint.subnet_ids).toEqual([
      expect.stringMatching(/private-subnet-0/),
      expect.stringMatching(/private-subnet-1/),
    ]);
  }
});

test("more services have endpoints where there are some, and only there", () => {
  const names = (props: Partial<NetworkProps>) =>
    made(props)
      .all("aws_vpc_endpoint")
      .map(({ service_name }) => String(service_name).replace("com.amazonaws.eu-west-1.", ""));
  const moreEndpoints = ["xray", "kinesis-firehose"];
  expect(names({ endpoints: true })).not.toContain("xray");
  expect(names({ endpoints: true, moreEndpoints })).toEqual(expect.arrayContaining(moreEndpoints));
  expect(names({ moreEndpoints })).toEqual(["s3"]);
});

test("flow logs of all traffic, kept as long as asked", () => {
  const result = made({ flowLogRetentionDays: 90 });
  expect(result.only("aws_cloudwatch_log_group")).toEqual({
    name: "/vpc/shop-dev/flow",
    retention_in_days: 90,
  });
  expect(result.only("aws_flow_log")).toMatchObject({
    traffic_type: "ALL",
    log_destination_type: "cloud-watch-logs",
  });
});

test("flow logs under a key of the owner", () => {
  const flowLogKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/logs";
  expect(made({ flowLogRetentionDays: 90, flowLogKeyArn }).only("aws_cloudwatch_log_group")).toMatchObject({
    kms_key_id: flowLogKeyArn,
  });
});

test("refuses a range that it can not cut", () => {
  expect(() => made({ cidr: "10.0.0.0/8" })).toThrow(
    "network is not valid:\n" +
      '  - cidr must be an IPv4 range with prefix length 16 to 24 and no bits behind it, got "10.0.0.0/8"',
  );
});

test("refuses days that CloudWatch Logs does not keep", () => {
  expect(() => made({ flowLogRetentionDays: 31 })).toThrow(
    "flow logs is not valid:\n" +
      "  - retentionDays must be one of the days that CloudWatch Logs keeps (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653), got 31",
  );
});

it("shortens the name of the flow log's role when IAM would refuse it", () => {
  const [role] = made({ prefix: "p".repeat(55), flowLogRetentionDays: 30 }).all("aws_iam_role");
  expect(role?.name).toMatch(/^p{52}--[0-9a-z]{10}$/);
});

test("offers ids in the order of the zones, and its range", () => {
  const { json } = synth((stack) => {
    const { vpcId, publicSubnetIds, privateSubnetIds, vpcCidr } = new Network(stack, "network", LEAST);
    expect(vpcCidr).toBe("10.0.0.0/16");
    new TerraformOutput(stack, "ids", { value: [vpcId, publicSubnetIds, privateSubnetIds] });
  });
  expect(json.output?.ids?.value).toEqual([
    expect.stringMatching(/aws_vpc/),
    [expect.stringMatching(/public-subnet-0/), expect.stringMatching(/public-subnet-1/)],
    [expect.stringMatching(/private-subnet-0/), expect.stringMatching(/private-subnet-1/)],
  ]);
});

describe("an existing network", () => {
  const EXISTING = {
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-1", "subnet-2"],
    privateSubnetIds: ["subnet-3", "subnet-4"],
  };

  test("is looked up, and nothing is made in it", () => {
    const result = synth((stack) => {
      const network = new ExistingNetwork(stack, "network", EXISTING);
      expect(network).toMatchObject(EXISTING);
      new TerraformOutput(stack, "cidr", { value: network.vpcCidr });
    });
    expect(result.types).toEqual([]);
    expect(result.data("aws_vpc")).toEqual({ id: "vpc-1" });
    expect(result.json.output?.cidr?.value).toMatch(/^\$\{data\.aws_vpc\.\w+\.cidr_block\}$/);
  });

  test("needs two subnets of each kind", () => {
    expect(() =>
      synth(
        (stack) =>
          new ExistingNetwork(stack, "network", {
            vpcId: "vpc-1",
            publicSubnetIds: ["subnet-1", "subnet-1"],
            privateSubnetIds: [],
          }),
      ),
    ).toThrow(
      "network is not valid:\n" +
        '  - publicSubnetIds must have at least two different subnets, in different zones, got ["subnet-1","subnet-1"]\n' +
        "  - privateSubnetIds must have at least two different subnets, in different zones, got []",
    );
  });
});
