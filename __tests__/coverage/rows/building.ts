import type { Row } from "./row";

/** ECR and ECS as a tutorial builds them up. */
export const building: readonly Row[] = [
  {
    number: 15,
    asks: "Private and public repositories; authorization token; repository URI; versions listed",
    here: "`repository`, `repository.public`, `slipway registry images`",
    proofs: [
      [
        "environments/topics/repository.test.ts",
        "a published image goes to both repositories and is deployed from the private one",
      ],
      [
        "constructs/registry/public-repository.test.ts",
        "with the least: in the one region that ECR Public has, kept, and only the account pushes",
      ],
      ["cli/registry/images.process.test.ts", "--json: all pages, newest first, each with its tags"],
      ["integration/platform/platform.test.ts", "is in no state, and neither is the registry's token"],
    ],
    needs: ["image-registry", "registry-authentication", "public-registry"],
  },
  {
    number: 16,
    asks: "Launch types Fargate and EC2",
    here: "`runsOn`, `cluster.instances`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "runs both services in one cluster, each with its tasks, a circuit breaker and its image by content tag",
      ],
      ["integration/examples/ec2-scaled.test.ts", "does what it is made for"],
    ],
    needs: ["containers", "capacity-providers", "instances"],
  },
  {
    number: 17,
    asks: "Reachable through an ALB, or through a public IP",
    here: "`route`, `publicIp`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "put both services behind one balancer, the more specific rule first",
        "answers: the page and the backend through one balancer",
      ],
      ["constructs/service/service.test.ts", "with public addresses: from the declared ranges only"],
    ],
    needs: ["load-balancing", "networking"],
  },
  {
    number: 18,
    asks: "Auto scaling, rolling deployment without downtime, health checks",
    here: "`count: { min, max, ... }`, `rollout` (rolling, blue-green, canary or linear), `route.health`, `healthCheck`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "rolls that service only, without a failed request, and keeps the old image",
      ],
      ["integration/emulator/ministack-patch.test.ts", "a slow start gets no request, and a roll loses none"],
      [
        "integration/emulator/ministack-health.test.ts",
        "an image that answers its target group with 500 is rolled back, and version 1 answers every request",
        "an image whose container check fails is rolled back, and version 1 is back",
        "a slow start is waited for, by the target and by the container's check",
      ],
      [
        "environments/topics/scaling.test.ts",
        "bounds and a target: defaults are filled in",
        "a scaled service starts with its fewest tasks, and a deployment leaves the number alone",
      ],
      [
        "environments/topics/rollout.test.ts",
        "two target groups with the same settings, and a rule that ECS may change",
        "the role may change these groups and this rule, and nothing else; the service waits for it",
        "a test listener has a rule for the service, which leads to the other group first",
        "alarms judge the worse of the two groups, and roll the deployment back",
      ],
    ],
    needs: ["autoscaling", "rolling-deployment", "target-health", "container-health"],
    open: "No engine here moves requests between two target groups: MiniStack keeps the strategy and the weights of a rule, and replaces tasks in the first group. Blue/green, canary and linear are validated with the real provider; the moving itself, hooks and the way back are AWS's own and were not seen.",
  },
  {
    number: 19,
    asks: "Who may push and pull; the application's own rights; private subnets; security groups",
    here: "`repository.pullAccounts` and its like, `access`, `permissionsBoundary`, `delivery`, `talksTo`",
    proofs: [
      [
        "environments/topics/repository.test.ts",
        "who may pull and push reaches the policy, services on behalf of the environment's account",
      ],
      ["constructs/identity/grants/grants.test.ts", "exactly the actions named, on exactly the resource"],
      [
        "integration/localstack/foundation.test.ts",
        "has a public and a private subnet in each of three zones, none with public addresses",
        "closed the default security group",
      ],
      ["constructs/service/service.test.ts", "alone: nothing comes in, HTTPS goes out"],
      [
        "constructs/delivery/github-delivery.test.ts",
        "a role that plans, one for each stack and one that releases, under a path that no deployment may write",
        "with a permissions boundary, a deployment makes roles inside of it only",
      ],
    ],
    needs: ["permissions", "security-groups", "networking", "deploy-roles"],
  },
  {
    number: 20,
    asks: "CloudWatch Logs, metrics, task health and events, push history",
    here: "`observability`, `logs`, `cluster.containerInsights`, `slipway registry images`",
    proofs: [
      ["integration/examples/node-api.test.ts", "is applied, except for what the engine has no API for"],
      [
        "integration/platform/platform.test.ts",
        "writes the containers' lines to /ecs/slipway-local/<service>, kept for 30 days",
      ],
      [
        "environments/topics/observability.test.ts",
        "every alarm is made, and says it to an encrypted topic of the environment",
        "alarms on errors and slow answers roll a deployment back, unless told not to",
      ],
    ],
    needs: ["task-logs", "alarms"],
  },
];
