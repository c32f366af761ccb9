// AWS CDK for the same job as one Slipway environment: VPC, cluster, one balancer, and N services, each with an ECR
// repository, a Fargate service behind a listener rule, its roles and its log group.
const {
  App,
  Stack,
  aws_ec2: ec2,
  aws_ecr: ecr,
  aws_ecs: ecs,
  aws_elasticloadbalancingv2: elb,
  aws_logs: logs,
  Duration,
} = require("aws-cdk-lib");

const [count, outdir] = [Number(process.argv[2]), process.argv[3]];
// CloudFormation takes at most 500 resources in a stack (39 services). CDK is measured beyond that all the same.
const app = new App({ outdir, context: { "@aws-cdk/core:stackResourceLimit": 0 } });
const stack = new Stack(app, "bench", { env: { account: "111122223333", region: "eu-west-1" } });
const vpc = new ec2.Vpc(stack, "vpc", { availabilityZones: ["eu-west-1a", "eu-west-1b"], natGateways: 1 });
const cluster = new ecs.Cluster(stack, "cluster", { vpc });
const balancer = new elb.ApplicationLoadBalancer(stack, "balancer", { vpc, internetFacing: true });
const listener = balancer.addListener("http", {
  port: 80,
  defaultAction: elb.ListenerAction.fixedResponse(404),
});

for (let index = 1; index <= count; index += 1) {
  const name = `service-${index}`;
  const repository = new ecr.Repository(stack, `${name}-repository`, {
    imageScanOnPush: true,
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    lifecycleRules: [{ maxImageCount: 100 }],
  });
  const task = new ecs.FargateTaskDefinition(stack, `${name}-task`, { cpu: 256, memoryLimitMiB: 512 });
  task.addContainer("app", {
    image: ecs.ContainerImage.fromEcrRepository(repository, "src-0123456789abcdef"),
    portMappings: [{ containerPort: 3000 }],
    logging: ecs.LogDrivers.awsLogs({
      streamPrefix: name,
      logGroup: new logs.LogGroup(stack, `${name}-logs`, { retention: logs.RetentionDays.ONE_MONTH }),
    }),
  });
  const service = new ecs.FargateService(stack, `${name}-service`, {
    cluster,
    taskDefinition: task,
    desiredCount: 1,
    circuitBreaker: { rollback: true },
    minHealthyPercent: 100,
  });
  // A load balancer has 100 target groups.
  if (index > 100) continue;
  listener.addTargets(`${name}-target`, {
    port: 80,
    priority: index,
    conditions: [elb.ListenerCondition.pathPatterns([`/${name}/*`])],
    targets: [service],
    healthCheck: { path: "/health" },
    deregistrationDelay: Duration.seconds(30),
  });
}
app.synth();
