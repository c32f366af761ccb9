import { type Answers, awsError } from "../fake-account";
import { find, ids } from "./find";

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
      {
        DescribeLaunchTemplates: { LaunchTemplates: [{ LaunchTemplateId: "lt-1", LaunchTemplateName: "x" }] },
      },
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
      {
        DescribeVpcEndpoints: {
          VpcEndpoints: [
            {
              VpcEndpointId: "vpce-1",
              VpcId: "vpc-1",
              ServiceName: "s3",
              State: "deleting",
              Tags: [
                { Key: "project", Value: "slipway" },
                { Key: "environment", Value: "dev" },
              ],
            },
          ],
        },
      },
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
