import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteCapacityProviderCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  ECSClient,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  SetRulePrioritiesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Emulator } from "../../../emulator/find";
import { startEmulator } from "../../../emulator/start";
import { credentials, emulatorImageFor, region } from "./support";

let emulator: Emulator;
let ec2: EC2Client;
let ecs: ECSClient;
let elb: ElasticLoadBalancingV2Client;
let vpc: string;

beforeAll(async () => {
  emulator = await startEmulator({ image: await emulatorImageFor("ministack") });
  const client = { endpoint: emulator.endpoint, region, credentials };
  ec2 = new EC2Client(client);
  ecs = new ECSClient(client);
  elb = new ElasticLoadBalancingV2Client(client);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  vpc = Vpc?.VpcId ?? "";
});

afterAll(() => emulator.stop());

async function group(name: string): Promise<string> {
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: vpc }),
  );
  return GroupId;
}

async function subnet(third: number): Promise<string> {
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock: `10.0.${third}.0/24` }));
  return Subnet?.SubnetId ?? "";
}

const deleteGroup = (GroupId: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
const deleteSubnet = (SubnetId: string) => ec2.send(new DeleteSubnetCommand({ SubnetId }));

async function balancer(name: string, more: { Subnets?: string[]; SecurityGroups?: string[] } = {}) {
  const { LoadBalancers } = await elb.send(new CreateLoadBalancerCommand({ Name: name, ...more }));
  return LoadBalancers?.[0]?.LoadBalancerArn ?? "";
}

async function targetGroup(Name: string): Promise<string> {
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({ Name, Protocol: "HTTP", Port: 80, TargetType: "ip", VpcId: vpc }),
  );
  return TargetGroups?.[0]?.TargetGroupArn ?? "";
}

async function listener(LoadBalancerArn: string): Promise<string> {
  const notFound = { Type: "fixed-response" as const, FixedResponseConfig: { StatusCode: "404" } };
  const { Listeners } = await elb.send(
    new CreateListenerCommand({ LoadBalancerArn, Protocol: "HTTP", Port: 80, DefaultActions: [notFound] }),
  );
  return Listeners?.[0]?.ListenerArn ?? "";
}

async function rule(ListenerArn: string, Priority: number, TargetGroupArn: string): Promise<string> {
  const { Rules } = await elb.send(
    new CreateRuleCommand({
      ListenerArn,
      Priority,
      Conditions: [{ Field: "path-pattern", Values: [`/${Priority}/*`] }],
      Actions: [{ Type: "forward", TargetGroupArn }],
    }),
  );
  return Rules?.[0]?.RuleArn ?? "";
}

test("a security group that a rule of another group names cannot be deleted", async () => {
  const [named, other] = [await group("named"), await group("other")];
  const permission = {
    GroupId: other,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: named }] }],
  };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand(permission));
  await expect(deleteGroup(named)).rejects.toMatchObject({ name: "DependencyViolation" });
  await ec2.send(new RevokeSecurityGroupIngressCommand(permission));
  await deleteGroup(named);
  await deleteGroup(other);
});

test("a security group that names itself can be deleted", async () => {
  const own = await group("own");
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: own,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: own }] }],
    }),
  );
  await deleteGroup(own);
});

test("security groups and subnets of a load balancer and of tasks cannot be deleted", async () => {
  const [balancers, tasks] = [await group("balancers"), await group("tasks")];
  const [outer, inner] = [await subnet(1), await subnet(2)];
  const arn = await balancer("in-use", { Subnets: [outer], SecurityGroups: [balancers] });
  await ecs.send(new CreateClusterCommand({ clusterName: "in-use" }));
  await ecs.send(
    new CreateServiceCommand({
      cluster: "in-use",
      serviceName: "web",
      taskDefinition: "none",
      desiredCount: 1,
      networkConfiguration: { awsvpcConfiguration: { subnets: [inner], securityGroups: [tasks] } },
    }),
  );
  const violation = { name: "DependencyViolation" };
  for (const each of [balancers, tasks]) await expect(deleteGroup(each)).rejects.toMatchObject(violation);
  for (const each of [outer, inner]) await expect(deleteSubnet(each)).rejects.toMatchObject(violation);
  await expect(ecs.send(new DeleteClusterCommand({ cluster: "in-use" }))).rejects.toMatchObject({
    name: "ClusterContainsServicesException",
  });

  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
  await ecs.send(new DeleteServiceCommand({ cluster: "in-use", service: "web", force: true }));
  for (const each of [balancers, tasks]) await deleteGroup(each);
  for (const each of [outer, inner]) await deleteSubnet(each);
  await ecs.send(new DeleteClusterCommand({ cluster: "in-use" }));
});

test("a target group that a rule forwards to cannot be deleted", async () => {
  const LoadBalancerArn = await balancer("forwarding");
  const ListenerArn = await listener(LoadBalancerArn);
  const [one, other] = [await targetGroup("one"), await targetGroup("other")];
  const RuleArn = await rule(ListenerArn, 1, one);
  await rule(ListenerArn, 2, other);
  const remove = (TargetGroupArn: string) => elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  await expect(remove(one)).rejects.toMatchObject({ name: "ResourceInUseException" });
  await elb.send(new DeleteRuleCommand({ RuleArn }));
  await remove(one);
  await expect(remove(other)).rejects.toMatchObject({ name: "ResourceInUseException" });
  await elb.send(new DeleteListenerCommand({ ListenerArn }));
  await remove(other);
});

test("two rules of a listener cannot have one priority", async () => {
  const ListenerArn = await listener(await balancer("ordered"));
  const target = await targetGroup("ordered");
  const [first, second] = [await rule(ListenerArn, 1, target), await rule(ListenerArn, 2, target)];
  const taken = { name: "PriorityInUseException" };
  await expect(rule(ListenerArn, 1, target)).rejects.toMatchObject(taken);
  const move = (...priorities: readonly (readonly [string, number])[]) =>
    elb.send(
      new SetRulePrioritiesCommand({
        RulePriorities: priorities.map(([RuleArn, Priority]) => ({ RuleArn, Priority })),
      }),
    );
  await expect(move([first, 2])).rejects.toMatchObject(taken);
  await move([first, 2], [second, 1]);
  await move([first, 3]);
});

test("a capacity provider of a cluster cannot be deleted", async () => {
  const name = "of-cluster";
  await ecs.send(
    new CreateCapacityProviderCommand({
      name,
      autoScalingGroupProvider: { autoScalingGroupArn: "arn:aws:autoscaling:us-east-1:000000000000:group" },
    }),
  );
  await ecs.send(new CreateClusterCommand({ clusterName: name, capacityProviders: [name] }));
  const remove = () => ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: name }));
  await expect(remove()).rejects.toMatchObject({ name: "ClientException" });
  await ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster: name,
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    }),
  );
  await remove();
});

test("tasks without addresses of their own hold no security group", async () => {
  const [unused, SubnetId] = [await group("unused"), await subnet(3)];
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "bridge",
      networkMode: "bridge",
      containerDefinitions: [{ name: "web", image: "none", memory: 64 }],
    }),
  );
  await ecs.send(new CreateClusterCommand({ clusterName: "bridge" }));
  await ecs.send(
    new CreateServiceCommand({
      cluster: "bridge",
      serviceName: "web",
      taskDefinition: taskDefinition?.taskDefinitionArn,
      desiredCount: 1,
      networkConfiguration: { awsvpcConfiguration: { subnets: [SubnetId], securityGroups: [unused] } },
    }),
  );
  await deleteGroup(unused);
  await deleteSubnet(SubnetId);
});

test("a capacity provider that a service uses stays with its cluster", async () => {
  const cluster = "capacity";
  await ecs.send(
    new CreateClusterCommand({ clusterName: cluster, capacityProviders: ["FARGATE", "FARGATE_SPOT"] }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: "spot",
      taskDefinition: "none",
      desiredCount: 0,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    }),
  );
  const put = (...capacityProviders: string[]) =>
    ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster,
        capacityProviders,
        defaultCapacityProviderStrategy: [],
      }),
    );
  await expect(put("FARGATE")).rejects.toMatchObject({ name: "ResourceInUseException" });
  await put("FARGATE_SPOT");
  await ecs.send(new DeleteServiceCommand({ cluster, service: "spot" }));
  await put("FARGATE");
});
