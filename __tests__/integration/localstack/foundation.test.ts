import {
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type RouteTable,
} from "@aws-sdk/client-ec2";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { findEmulator } from "../../../emulator/find";
import { EngineProject } from "../../support/engine-project";
import { typesOf } from "../../support/offered";
import { Account } from "../platform/account";
import { localstackEnvironment, localstackRefuses } from "./environment";

/**
 * State bucket, foundation and the services' own roles and logs on LocalStack's last free release: another
 * implementation of AWS than the one that the platform test uses. The steps build on each other, in their order.
 */
const foundation = "localstack-foundation";
const services = "localstack-services";
const Bucket = "slipway-localstack-state-000000000000";
const anywhere = "0.0.0.0/0";

let project: EngineProject;
let ec2: EC2Client;
let account: Account;

beforeAll(async () => {
  project = await EngineProject.start({
    kind: "localstack-free",
    environment: localstackEnvironment,
    refuses: localstackRefuses,
  });
  ec2 = new EC2Client(project.client);
  account = new Account(project.client);
});

afterAll(() => project.stop());

const named = (...names: string[]) => [{ Name: "tag:Name", Values: names }];
const nameOf = ({ Tags = [] }: { Tags?: { Key?: string; Value?: string }[] }) =>
  Tags.find(({ Key }) => Key === "Name")?.Value ?? "";

async function vpcId(): Promise<string> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: named("slipway-localstack") }));
  expect(Vpcs).toHaveLength(1);
  return Vpcs[0]?.VpcId ?? "";
}

const inVpc = async () => [{ Name: "vpc-id", Values: [await vpcId()] }];

async function subnetIds(kind: "public" | "private"): Promise<string[]> {
  const names = [0, 1, 2].map((zone) => `slipway-localstack-${kind}-${zone}`);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters: named(...names) }));
  return Subnets.sort((a, b) => nameOf(a).localeCompare(nameOf(b))).map(({ SubnetId = "" }) => SubnetId);
}

async function routeTables(): Promise<Record<string, RouteTable>> {
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters: await inVpc() }));
  return Object.fromEntries(RouteTables.map((table) => [nameOf(table), table]));
}

const defaultRoute = (table: RouteTable | undefined) =>
  table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === anywhere);
const subnetsOf = (table: RouteTable | undefined) =>
  (table?.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []).sort();

async function roles(): Promise<string[]> {
  const { Roles = [] } = await new IAMClient(project.client).send(new ListRolesCommand({}));
  return Roles.map(({ RoleName = "" }) => RoleName).sort();
}

async function expectNoChange(stack: string): Promise<void> {
  expect(await project.terraform(stack).changes(...project.targets(stack))).toBe("");
}

describe("the state bucket", () => {
  it("is made by the steps of bootstrap, which change nothing a second time", async () => {
    await project.bootstrap();
    await project.bootstrap();
    expect(await project.terraform("state").changes()).toBe("");
    expect(await account.objectKeys(Bucket)).toEqual(["localstack/state.tfstate"]);
  });

  it("is versioned, encrypted, private and open to TLS only", async () => {
    const s3 = new S3Client(project.client);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
    ]);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Policy = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    });
  });
});

describe("the foundation stack", () => {
  it("is applied but for what needs ECS or a load balancer", async () => {
    const health = (await (await fetch(`${project.emulator.endpoint}/_localstack/health`)).json()) as {
      services: object;
    };
    expect(Object.keys(health.services).filter((name) => ["ecs", "elb", "elbv2"].includes(name))).toEqual([]);
    const { refused, offered } = project.choice(foundation);
    expect(typesOf(refused)).toEqual([
      "aws_ecs_cluster",
      "aws_ecs_cluster_capacity_providers",
      "aws_lb",
      "aws_lb_listener",
      "aws_route53_record",
    ]);
    expect(refused.filter((address) => address.startsWith("aws_route53_record."))).toEqual([
      expect.stringContaining("alias_ipv4"),
      expect.stringContaining("alias_ipv6"),
    ]);

    await project.makeZone("example.com");
    const said = await project.terraform(foundation).applied(...project.targets(foundation));
    expect(said).toContain(`${offered.length} added, 0 changed, 0 destroyed`);
  });

  it("made a VPC that resolves names, with the environment's tags", async () => {
    const VpcId = await vpcId();
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect(Vpcs[0]?.CidrBlock).toBe("10.40.0.0/16");
    expect(Vpcs[0]?.Tags).toEqual(
      expect.arrayContaining([
        { Key: "project", Value: "slipway" },
        { Key: "environment", Value: "localstack" },
      ]),
    );
    for (const Attribute of ["enableDnsSupport", "enableDnsHostnames"] as const) {
      const answer = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
      expect((answer.EnableDnsSupport ?? answer.EnableDnsHostnames)?.Value).toBe(true);
    }
  });

  it("has a public and a private subnet in each of three zones, none with public addresses", async () => {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters: await inVpc() }));
    const rows = Subnets.map((subnet) => [nameOf(subnet), subnet.AvailabilityZone, subnet.CidrBlock]).sort();
    expect(rows).toEqual([
      ["slipway-localstack-private-0", "eu-west-1a", "10.40.0.0/19"],
      ["slipway-localstack-private-1", "eu-west-1b", "10.40.32.0/19"],
      ["slipway-localstack-private-2", "eu-west-1c", "10.40.64.0/19"],
      ["slipway-localstack-public-0", "eu-west-1a", "10.40.128.0/19"],
      ["slipway-localstack-public-1", "eu-west-1b", "10.40.160.0/19"],
      ["slipway-localstack-public-2", "eu-west-1c", "10.40.192.0/19"],
    ]);
    expect(Subnets.map(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toEqual(Array(6).fill(false));
  });

  it("sends public subnets to the internet gateway and each private one through its own zone's NAT", async () => {
    const tables = await routeTables();
    const [publicIds, privateIds] = [await subnetIds("public"), await subnetIds("private")];
    const { InternetGateways = [] } = await ec2.send(
      new DescribeInternetGatewaysCommand({ Filters: named("slipway-localstack") }),
    );
    expect(defaultRoute(tables["slipway-localstack-public"])?.GatewayId).toBe(
      InternetGateways[0]?.InternetGatewayId,
    );
    expect(subnetsOf(tables["slipway-localstack-public"])).toEqual([...publicIds].sort());

    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: await inVpc() }));
    expect(NatGateways.map(({ State }) => State)).toEqual(["available", "available", "available"]);
    for (const zone of [0, 1, 2]) {
      const table = tables[`slipway-localstack-private-${zone}`];
      expect(subnetsOf(table)).toEqual([privateIds[zone]]);
      const gateway = NatGateways.find(
        ({ NatGatewayId }) => NatGatewayId === defaultRoute(table)?.NatGatewayId,
      );
      expect(gateway?.SubnetId).toBe(publicIds[zone]);
      expect(gateway?.NatGatewayAddresses?.[0]?.AllocationId).toMatch(/^eipalloc-/);
    }
  });

  it("closed the default security group", async () => {
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [...(await inVpc()), { Name: "group-name", Values: ["default"] }],
      }),
    );
    expect(SecurityGroups).toMatchObject([{ IpPermissions: [], IpPermissionsEgress: [] }]);
  });

  it("reaches AWS from inside: S3 through every route table, the rest in the private subnets, from the VPC only", async () => {
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters: await inVpc() }));
    const found = new Map(VpcEndpoints.map((endpoint) => [endpoint.ServiceName ?? "", endpoint]));
    expect([...found.keys()].sort()).toEqual(
      ["ecr.api", "ecr.dkr", "logs", "s3", "secretsmanager", "ssm", "ssmmessages"].map(
        (service) => `com.amazonaws.eu-west-1.${service}`,
      ),
    );
    const { "": main, ...ours } = await routeTables();
    expect(main?.Associations?.[0]?.Main).toBe(true);
    const s3 = found.get("com.amazonaws.eu-west-1.s3");
    expect(s3?.VpcEndpointType).toBe("Gateway");
    expect([...(s3?.RouteTableIds ?? [])].sort()).toEqual(
      Object.values(ours)
        .map(({ RouteTableId }) => RouteTableId)
        .sort(),
    );
    const subnets = (await subnetIds("private")).sort();
    const interfaces = VpcEndpoints.filter((endpoint) => endpoint !== s3);
    for (const endpoint of interfaces) {
      expect(endpoint).toMatchObject({ VpcEndpointType: "Interface", PrivateDnsEnabled: true });
      expect([...(endpoint.SubnetIds ?? [])].sort()).toEqual(subnets);
    }
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: named("slipway-localstack-endpoints") }),
    );
    expect(SecurityGroups).toMatchObject([
      { IpPermissions: [{ FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "10.40.0.0/16" }] }] },
    ]);
  });

  it("records all traffic into a log group of its own, through a role that can do nothing else", async () => {
    const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
    expect(FlowLogs).toMatchObject([
      {
        ResourceId: await vpcId(),
        TrafficType: "ALL",
        LogDestinationType: "cloud-watch-logs",
        DeliverLogsPermissionArn: expect.stringMatching(/:role\/slipway-localstack-flow-logs$/),
      },
    ]);
    expect(FlowLogs[0]?.LogDestination).toMatch(/:log-group:\/vpc\/slipway-localstack\/flow$/);
    for (const { Resource } of await account.rolePolicy("slipway-localstack-flow-logs", "write")) {
      for (const resource of [Resource].flat())
        expect(resource).toMatch(/:log-group:\/vpc\/slipway-localstack\/flow(:\*)?$/);
    }
    expect(await account.logRetention()).toEqual({
      "/ecs/exec/slipway-localstack": 30,
      "/vpc/slipway-localstack/flow": 14,
    });
  });

  it("plans no change afterwards", () => expectNoChange(foundation));
});

describe("the services stack", () => {
  it("is applied but for what needs ECS or a load balancer", async () => {
    const { refused, offered } = project.choice(services);
    expect(typesOf(refused)).toEqual([
      "aws_ecs_service",
      "aws_ecs_task_definition",
      "aws_lb_listener_rule",
      "aws_lb_target_group",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_security_group_ingress_rule",
    ]);
    const said = await project.terraform(services).applied(...project.targets(services));
    expect(said).toContain(`${offered.length} added, 0 changed, 0 destroyed`);
  });

  it("made a role that reads exactly the service's log group, secret and parameter", async () => {
    expect(await roles()).toEqual([
      "slipway-localstack-flow-logs",
      "slipway-localstack-web-execution",
      "slipway-localstack-web-task",
    ]);
    const place = "eu-west-1:000000000000";
    const given = await account.rolePolicy("slipway-localstack-web-execution", "start-tasks");
    expect(given.flatMap(({ Resource }) => Resource).sort()).toEqual([
      `arn:aws:logs:${place}:log-group:/ecs/slipway-localstack/web:*`,
      `arn:aws:secretsmanager:${place}:secret:shop/stripe-??????`,
      `arn:aws:ssm:${place}:parameter/shop/token`,
    ]);
    expect(await account.logRetention()).toMatchObject({ "/ecs/slipway-localstack/web": 30 });
  });

  it("plans no change afterwards", () => expectNoChange(services));
});

describe("the state lock", () => {
  it("keeps a second apply out while a first one runs, and goes with it", async () => {
    const terraform = project.terraform(foundation);
    const group = project
      .choice(foundation)
      .offered.find((address) => address.startsWith("aws_cloudwatch_log_group."));
    // Something to ask about; the answer is no.
    await terraform.whileLocked([`-replace=${group ?? ""}`, `-target=${group ?? ""}`], async () => {
      expect(await account.objectKeys(Bucket)).toContain("localstack/foundation.tfstate.tflock");
      const second = await terraform.run(
        "apply",
        "-auto-approve",
        "-input=false",
        ...project.targets(foundation),
      );
      expect(second.code).toBe(1);
      expect(second.output).toContain("Error acquiring the state lock");
    });
    await expectNoChange(foundation);
    expect(await account.objectKeys(Bucket)).toEqual([
      "localstack/foundation.tfstate",
      "localstack/services.tfstate",
      "localstack/state.tfstate",
    ]);
  });
});

describe("destroy", () => {
  it("leaves nothing but the state bucket", async () => {
    for (const stack of [services, foundation]) {
      const terraform = project.terraform(stack);
      await terraform.succeed("destroy", "-auto-approve", "-input=false", ...project.targets(stack));
      const key = `localstack/${stack.slice("localstack-".length)}.tfstate`;
      const state = JSON.parse(await account.objectText(Bucket, key)) as { resources: { mode: string }[] };
      expect(state.resources.filter(({ mode }) => mode === "managed")).toEqual([]);
    }
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    expect(Vpcs.filter(({ IsDefault }) => IsDefault !== true)).toEqual([]);
    expect([await roles(), await account.logRetention()]).toEqual([[], {}]);
    expect(await account.objectKeys(Bucket)).not.toContainEqual(expect.stringContaining(".tflock"));
  });

  it("of the emulator takes the bucket with it", async () => {
    await project.stop();
    expect(await findEmulator(project.emulator.name)).toBeUndefined();
  });
});
