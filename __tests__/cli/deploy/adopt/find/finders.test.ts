import { FINDERS } from "../../../../../cli/deploy/adopt/facts";
import { type Answers, awsError, withFakeAccount } from "../fake-account";

const find = (type: string, planned: object, answers: Answers) =>
  withFakeAccount(
    answers,
    async (account) => (await FINDERS[type]?.(planned as Record<string, unknown>, account)) ?? [],
  );
const ids = async (type: string, planned: object, answers: Answers) =>
  (await find(type, planned, answers)).map(({ id }) => id);

const ARN = "arn:aws:ecs:eu-west-1:111122223333";

describe("by its name", () => {
  it.each<[string, object, Answers, string]>([
    [
      "aws_lb",
      { name: "x" },
      { DescribeLoadBalancers: { LoadBalancers: [{ LoadBalancerArn: "arn:lb" }] } },
      "arn:lb",
    ],
    [
      "aws_lb_target_group",
      { name: "x" },
      { DescribeTargetGroups: { TargetGroups: [{ TargetGroupArn: "arn:tg" }] } },
      "arn:tg",
    ],
    [
      "aws_ecr_repository",
      { name: "x" },
      { DescribeRepositories: { repositories: [{ repositoryName: "x" }] } },
      "x",
    ],
    [
      "aws_ecrpublic_repository",
      { repository_name: "x" },
      { DescribeRepositories: { repositories: [{ repositoryName: "x" }] } },
      "x",
    ],
    ["aws_iam_role", { name: "x" }, { GetRole: { Role: { RoleName: "x" } } }, "x"],
    [
      "aws_iam_instance_profile",
      { name: "x" },
      { GetInstanceProfile: { InstanceProfile: { InstanceProfileName: "x" } } },
      "x",
    ],
    ["aws_s3_bucket", { bucket: "x" }, { HeadBucket: {} }, "x"],
    ["aws_secretsmanager_secret", { name: "x" }, { DescribeSecret: { ARN: "arn:x" } }, "arn:x"],
    [
      "aws_launch_template",
      { name: "x" },
      { DescribeLaunchTemplates: { LaunchTemplates: [{ LaunchTemplateId: "lt-1" }] } },
      "lt-1",
    ],
    [
      "aws_autoscaling_group",
      { name: "x" },
      { DescribeAutoScalingGroups: { AutoScalingGroups: [{ AutoScalingGroupName: "x" }] } },
      "x",
    ],
    [
      "aws_db_instance",
      { identifier: "x" },
      {
        DescribeDBInstances: { DBInstances: [{ DBInstanceIdentifier: "x", DBInstanceStatus: "available" }] },
      },
      "x",
    ],
    [
      "aws_rds_cluster_instance",
      { identifier: "x" },
      { DescribeDBInstances: { DBInstances: [{ DBInstanceIdentifier: "x" }] } },
      "x",
    ],
    [
      "aws_rds_cluster",
      { cluster_identifier: "x" },
      { DescribeDBClusters: { DBClusters: [{ DBClusterIdentifier: "x" }] } },
      "x",
    ],
    [
      "aws_db_subnet_group",
      { name: "x" },
      { DescribeDBSubnetGroups: { DBSubnetGroups: [{ DBSubnetGroupName: "x" }] } },
      "x",
    ],
    [
      "aws_db_parameter_group",
      { name: "x" },
      { DescribeDBParameterGroups: { DBParameterGroups: [{ DBParameterGroupName: "x" }] } },
      "x",
    ],
    [
      "aws_rds_cluster_parameter_group",
      { name: "x" },
      {
        DescribeDBClusterParameterGroups: {
          DBClusterParameterGroups: [{ DBClusterParameterGroupName: "x" }],
        },
      },
      "x",
    ],
    [
      "aws_efs_file_system",
      { creation_token: "x" },
      { DescribeFileSystems: { FileSystems: [{ FileSystemId: "fs-1", LifeCycleState: "available" }] } },
      "fs-1",
    ],
    [
      "aws_ecs_capacity_provider",
      { name: "x" },
      {
        DescribeCapacityProviders: {
          capacityProviders: [{ status: "ACTIVE", capacityProviderArn: `${ARN}:capacity-provider/x` }],
        },
      },
      `${ARN}:capacity-provider/x`,
    ],
  ])("finds %s", async (type, planned, answers, id) => {
    expect(await ids(type, planned, answers)).toEqual([id]);
  });

  it.each([
    ["aws_lb", { name: "x" }, "DescribeLoadBalancers", "LoadBalancerNotFoundException"],
    ["aws_iam_role", { name: "x" }, "GetRole", "NoSuchEntityException"],
    ["aws_ecr_repository", { name: "x" }, "DescribeRepositories", "RepositoryNotFoundException"],
    ["aws_s3_bucket", { bucket: "x" }, "HeadBucket", "NotFound"],
    ["aws_db_instance", { identifier: "x" }, "DescribeDBInstances", "DBInstanceNotFoundFault"],
    ["aws_db_parameter_group", { name: "x" }, "DescribeDBParameterGroups", "DBParameterGroupNotFoundFault"],
    ["aws_efs_file_system", { creation_token: "x" }, "DescribeFileSystems", "FileSystemNotFound"],
    ["aws_ecs_service", { cluster: "c", name: "x" }, "DescribeServices", "ClusterNotFoundException"],
  ])("finds no %s where AWS has none", async (type, planned, command, code) => {
    expect(await ids(type, planned, { [command]: awsError(code) })).toEqual([]);
  });

  it("fails when AWS refuses to answer", async () => {
    await expect(ids("aws_iam_role", { name: "x" }, { GetRole: awsError("AccessDenied") })).rejects.toThrow(
      "AccessDenied",
    );
  });

  it("finds a log group whose name is not only the beginning of another", async () => {
    const answers = {
      DescribeLogGroups: { logGroups: [{ logGroupName: "/ecs/x/y" }, { logGroupName: "/ecs/x" }] },
    };
    expect(await ids("aws_cloudwatch_log_group", { name: "/ecs/x" }, answers)).toEqual(["/ecs/x"]);
    expect(await ids("aws_cloudwatch_log_group", { name: "/ecs" }, answers)).toEqual([]);
  });

  it.each<[string, object, Answers]>([
    [
      "aws_secretsmanager_secret",
      { name: "x" },
      { DescribeSecret: { ARN: "arn:x", DeletedDate: new Date(0) } },
    ],
    [
      "aws_db_instance",
      { identifier: "x" },
      { DescribeDBInstances: { DBInstances: [{ DBInstanceIdentifier: "x", DBInstanceStatus: "deleting" }] } },
    ],
    [
      "aws_ecs_cluster",
      { name: "x" },
      { DescribeClusters: { clusters: [{ clusterArn: "arn:x", status: "INACTIVE" }] } },
    ],
    [
      "aws_ecs_service",
      { cluster: "c", name: "x" },
      { DescribeServices: { services: [{ serviceArn: "arn:x", status: "DRAINING" }] } },
    ],
    [
      "aws_autoscaling_group",
      { name: "x" },
      {
        DescribeAutoScalingGroups: {
          AutoScalingGroups: [{ AutoScalingGroupName: "x", Status: "Delete in progress" }],
        },
      },
    ],
    [
      "aws_vpc_endpoint",
      { vpc_id: "vpc-1", service_name: "s3" },
      { DescribeVpcEndpoints: { VpcEndpoints: [{ VpcEndpointId: "vpce-1", State: "deleting" }] } },
    ],
  ])("finds no %s that is being deleted", async (type, planned, answers) => {
    expect(await ids(type, planned, answers)).toEqual([]);
  });

  it("identifies clusters and services by name for the import, and by ARN in a state", async () => {
    const cluster = { clusterArn: `${ARN}:cluster/x`, status: "ACTIVE" };
    expect(
      await find("aws_ecs_cluster", { name: "x" }, { DescribeClusters: { clusters: [cluster] } }),
    ).toEqual([{ id: "x", stateId: cluster.clusterArn }]);
    const service = { serviceArn: `${ARN}:service/c/x`, status: "ACTIVE" };
    const planned = { cluster: `${ARN}:cluster/c`, name: "x" };
    expect(await find("aws_ecs_service", planned, { DescribeServices: { services: [service] } })).toEqual([
      { id: "c/x", stateId: service.serviceArn },
    ]);
  });
});

describe("by its tags", () => {
  const tags_all = { project: "slipway", environment: "dev", team: "shop", Name: "slipway-dev" };
  const FILTERS = [
    { Name: "tag:project", Values: ["slipway"] },
    { Name: "tag:environment", Values: ["dev"] },
    { Name: "tag:Name", Values: ["slipway-dev"] },
  ];

  it("asks EC2 for the environment's own tags and the name, not for tags that a user may have added since", async () => {
    const asked: unknown[] = [];
    const answers = {
      DescribeVpcs: ({ Filters }: Record<string, unknown>) => {
        asked.push(Filters);
        return { Vpcs: [{ VpcId: "vpc-1" }, { VpcId: "vpc-2" }] };
      },
    };
    expect(await ids("aws_vpc", { tags_all }, answers)).toEqual(["vpc-1", "vpc-2"]);
    expect(asked).toEqual([FILTERS]);
  });

  it.each<[string, string, Answers, string]>([
    ["aws_subnet", "vpc_id", { DescribeSubnets: { Subnets: [{ SubnetId: "subnet-1" }] } }, "subnet-1"],
    [
      "aws_route_table",
      "vpc_id",
      { DescribeRouteTables: { RouteTables: [{ RouteTableId: "rtb-1" }] } },
      "rtb-1",
    ],
    ["aws_flow_log", "vpc_id", { DescribeFlowLogs: { FlowLogs: [{ FlowLogId: "fl-1" }] } }, "fl-1"],
    [
      "aws_nat_gateway",
      "subnet_id",
      { DescribeNatGateways: { NatGateways: [{ NatGatewayId: "nat-1" }] } },
      "nat-1",
    ],
  ])("finds %s in what it belongs to, and waits until that is known", async (type, parent, answers, id) => {
    expect(await ids(type, { tags_all, [parent]: "parent-1" }, answers)).toEqual([id]);
    // An answer that is not known would fail.
    expect(await ids(type, { tags_all }, {})).toEqual([]);
  });

  it("finds an internet gateway that is attached to the VPC or to none", async () => {
    const InternetGateways = [
      { InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1" }] },
      { InternetGatewayId: "igw-2", Attachments: [{ VpcId: "vpc-2" }] },
      { InternetGatewayId: "igw-3" },
    ];
    const answers = { DescribeInternetGateways: { InternetGateways } };
    expect(await ids("aws_internet_gateway", { vpc_id: "vpc-1", tags_all }, answers)).toEqual([
      "igw-1",
      "igw-3",
    ]);
  });

  it("finds a security group by its name, or by its tags where EC2 completes the name", async () => {
    const SecurityGroups = [{ GroupId: "sg-1", GroupName: "slipway-dev-web-2026" }];
    const answers = {
      DescribeSecurityGroups: ({ Filters }: Record<string, unknown>) =>
        JSON.stringify(Filters).includes("tag:Name") ? { SecurityGroups } : { SecurityGroups: [] },
    };
    const planned = { vpc_id: "vpc-1", tags_all };
    expect(await ids("aws_security_group", { ...planned, name_prefix: "slipway-dev-web-" }, answers)).toEqual(
      ["sg-1"],
    );
    expect(await ids("aws_security_group", { ...planned, name_prefix: "slipway-dev-api-" }, answers)).toEqual(
      [],
    );
    expect(await ids("aws_security_group", { ...planned, name: "slipway-dev-lb" }, answers)).toEqual([]);
  });

  it("finds the key with the description and the environment's tags", async () => {
    const answers: Answers = {
      ListKeys: { Keys: [{ KeyId: "1" }, { KeyId: "2" }, { KeyId: "3" }] },
      DescribeKey: ({ KeyId }) => ({ KeyMetadata: { KeyId, Description: "images", Enabled: KeyId !== "3" } }),
      ListResourceTags: ({ KeyId }) => ({
        Tags: [
          { TagKey: "project", TagValue: "slipway" },
          { TagKey: "environment", TagValue: KeyId === "1" ? "prod" : "dev" },
        ],
      }),
    };
    expect(await ids("aws_kms_key", { description: "images" }, answers)).toEqual(["2"]);
  });
});

describe("by what it belongs to", () => {
  it("finds a route by its table and destination", async () => {
    const answers = {
      DescribeRouteTables: { RouteTables: [{ Routes: [{ DestinationCidrBlock: "0.0.0.0/0" }] }] },
    };
    const planned = { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" };
    expect(await ids("aws_route", planned, answers)).toEqual(["rtb-1_0.0.0.0/0"]);
    expect(await ids("aws_route", { ...planned, destination_cidr_block: "10.0.0.0/8" }, answers)).toEqual([]);
  });

  it("finds the association of a subnet with its own table only", async () => {
    const answers = { DescribeRouteTables: { RouteTables: [{ RouteTableId: "rtb-1" }] } };
    const planned = { subnet_id: "subnet-1", route_table_id: "rtb-1" };
    expect(await ids("aws_route_table_association", planned, answers)).toEqual(["subnet-1/rtb-1"]);
    expect(
      await ids("aws_route_table_association", { ...planned, route_table_id: "rtb-2" }, answers),
    ).toEqual([]);
  });

  it("finds a listener by its port, and a rule by its priority", async () => {
    const listeners = {
      DescribeListeners: {
        Listeners: [
          { Port: 80, ListenerArn: "arn:80" },
          { Port: 443, ListenerArn: "arn:443" },
        ],
      },
    };
    expect(await ids("aws_lb_listener", { load_balancer_arn: "arn:lb", port: 443 }, listeners)).toEqual([
      "arn:443",
    ]);
    const rules = {
      DescribeRules: {
        Rules: [
          { Priority: "default", RuleArn: "arn:d" },
          { Priority: "7", RuleArn: "arn:7" },
        ],
      },
    };
    expect(await ids("aws_lb_listener_rule", { listener_arn: "arn:80", priority: 7 }, rules)).toEqual([
      "arn:7",
    ]);
  });

  const RULES = {
    DescribeSecurityGroupRules: {
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: "sgr-1",
          IsEgress: false,
          IpProtocol: "tcp",
          FromPort: 80,
          ToPort: 80,
          CidrIpv4: "0.0.0.0/0",
        },
        {
          SecurityGroupRuleId: "sgr-2",
          IsEgress: false,
          IpProtocol: "tcp",
          FromPort: 80,
          ToPort: 80,
          ReferencedGroupInfo: { GroupId: "sg-2" },
        },
        {
          SecurityGroupRuleId: "sgr-3",
          IsEgress: true,
          IpProtocol: "-1",
          FromPort: -1,
          ToPort: -1,
          CidrIpv4: "0.0.0.0/0",
        },
      ],
    },
  };
  it.each<[string, object, readonly string[]]>([
    ["ingress", { ip_protocol: "tcp", from_port: 80, to_port: 80, cidr_ipv4: "0.0.0.0/0" }, ["sgr-1"]],
    [
      "ingress",
      { ip_protocol: "tcp", from_port: 80, to_port: 80, referenced_security_group_id: "sg-2" },
      ["sgr-2"],
    ],
    ["ingress", { ip_protocol: "tcp", from_port: 80, to_port: 80 }, []],
    ["ingress", { ip_protocol: "tcp", from_port: 81, to_port: 81, cidr_ipv4: "0.0.0.0/0" }, []],
    ["egress", { ip_protocol: "-1", from_port: null, to_port: null, cidr_ipv4: "0.0.0.0/0" }, ["sgr-3"]],
    ["egress", { ip_protocol: "tcp", from_port: 80, to_port: 80, cidr_ipv4: "0.0.0.0/0" }, []],
  ])("finds the %s rule of a group with the same ports and peer: %j", async (kind, planned, expected) => {
    const type = `aws_vpc_security_group_${kind}_rule`;
    expect(await ids(type, { security_group_id: "sg-1", ...planned }, RULES)).toEqual(expected);
  });

  it("finds the mount target of a subnet, and the access point of a path", async () => {
    const targets = {
      DescribeMountTargets: { MountTargets: [{ MountTargetId: "fsmt-1", SubnetId: "subnet-1" }] },
    };
    expect(
      await ids("aws_efs_mount_target", { file_system_id: "fs-1", subnet_id: "subnet-1" }, targets),
    ).toEqual(["fsmt-1"]);
    const Tags = [
      { Key: "project", Value: "slipway" },
      { Key: "environment", Value: "dev" },
    ];
    const point = (AccessPointId: string, Path: string, tags = Tags) => ({
      AccessPointId,
      RootDirectory: { Path },
      Tags: tags,
    });
    const points = {
      DescribeAccessPoints: {
        AccessPoints: [point("fsap-1", "/a"), point("fsap-2", "/b"), point("fsap-3", "/a", [])],
      },
    };
    const planned = { file_system_id: "fs-1", root_directory: [{ path: "/a" }] };
    expect(await ids("aws_efs_access_point", planned, points)).toEqual(["fsap-1"]);
  });
});

describe("without tags, by what it leads to", () => {
  it("finds an alias that leads to the planned key only", async () => {
    const answers = { ListAliases: { Aliases: [{ AliasName: "alias/x", TargetKeyId: "1" }] } };
    expect(await ids("aws_kms_alias", { name: "alias/x", target_key_id: "1" }, answers)).toEqual(["alias/x"]);
    expect(await ids("aws_kms_alias", { name: "alias/x", target_key_id: "2" }, answers)).toEqual([]);
    expect(await ids("aws_kms_alias", { name: "alias/x" }, answers)).toEqual([]);
  });

  it("finds a pull-through cache rule of the same registry only", async () => {
    const rule = { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io" };
    const answers = { DescribePullThroughCacheRules: { pullThroughCacheRules: [rule] } };
    const planned = { ecr_repository_prefix: "hub", upstream_registry_url: "registry-1.docker.io" };
    expect(await ids("aws_ecr_pull_through_cache_rule", planned, answers)).toEqual(["hub"]);
    expect(
      await ids("aws_ecr_pull_through_cache_rule", { ...planned, upstream_registry_url: "quay.io" }, answers),
    ).toEqual([]);
  });

  it("finds a record that leads to the planned load balancer or value only", async () => {
    const record = (set: object) => ({ ListResourceRecordSets: { ResourceRecordSets: [set] } });
    const alias = record({
      Name: "\\052.example.com.",
      Type: "A",
      AliasTarget: { DNSName: "dualstack.LB-1.elb.amazonaws.com." },
    });
    const planned = {
      zone_id: "Z1",
      name: "*.example.com",
      type: "A",
      alias: [{ name: "lb-1.elb.amazonaws.com" }],
    };
    expect(await ids("aws_route53_record", planned, alias)).toEqual(["Z1_*.example.com_A"]);
    expect(await ids("aws_route53_record", { ...planned, alias: [{ name: "other" }] }, alias)).toEqual([]);
    const value = record({ Name: "_x.example.com.", Type: "CNAME", ResourceRecords: [{ Value: "_y.acm." }] });
    const wanted = { zone_id: "Z1", name: "_x.example.com", type: "CNAME", records: ["_y.acm."] };
    expect(await ids("aws_route53_record", wanted, value)).toEqual(["Z1__x.example.com_CNAME"]);
    expect(await ids("aws_route53_record", { ...wanted, records: ["_z.acm."] }, value)).toEqual([]);
  });
});

it("finds the certificate of the same names with the environment's tags", async () => {
  const answers: Answers = {
    ListCertificates: {
      CertificateSummaryList: ["1", "2", "3"].map((CertificateArn) => ({
        CertificateArn,
        DomainName: "a.example.com",
      })),
    },
    DescribeCertificate: ({ CertificateArn }) => ({
      Certificate: {
        SubjectAlternativeNames:
          CertificateArn === "1" ? ["a.example.com"] : ["a.example.com", "b.example.com"],
      },
    }),
    ListTagsForCertificate: ({ CertificateArn }) => ({
      Tags: [
        { Key: "project", Value: "slipway" },
        { Key: "environment", Value: CertificateArn === "2" ? "prod" : "dev" },
      ],
    }),
  };
  const planned = { domain_name: "a.example.com", subject_alternative_names: ["b.example.com"] };
  expect(await ids("aws_acm_certificate", planned, answers)).toEqual(["3"]);
});

it("finds the HTTP namespace of the name", async () => {
  const Namespaces = [
    { Id: "ns-1", Name: "shop", Type: "DNS_PRIVATE" },
    { Id: "ns-2", Name: "shop", Type: "HTTP" },
  ];
  const answers = { ListNamespaces: { Namespaces } };
  expect(await ids("aws_service_discovery_http_namespace", { name: "shop" }, answers)).toEqual(["ns-2"]);
});
