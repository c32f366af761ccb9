import { diagramOf, type Diagram } from "../../diagram";
import type { EnvironmentInput, ServiceInput } from "../../environments/input";
import { everything } from "../coverage/everything";
import { diagramFor, diagramNamed, diagramOfInput } from "./drawn";

const web: ServiceInput = { image: "apps/backend", port: 3000, route: { path: "/*" } };
const small: EnvironmentInput = {
  name: "small",
  account: "111122223333",
  region: "eu-west-1",
  services: { web },
};

const edges = ({ edges: all }: Diagram): string[] =>
  all.map(({ from, to, kind, label }) => `${from} ${kind === "traffic" ? "->" : "~>"} ${to}: ${label}`);

const linesOf = ({ nodes }: Diagram, id: string): unknown => {
  const node = nodes.find((one) => one.id === id);
  return node && [node.title, ...node.lines];
};

test("a small environment, whole", () => {
  const { nodes, ...rest } = diagramOfInput(small);
  expect(nodes.map(({ addresses, ...node }) => ({ ...node, addresses: addresses.length }))).toEqual([
    {
      id: "clients",
      kind: "clients",
      zone: "internet",
      title: "Clients",
      lines: ["from anywhere"],
      addresses: 0,
    },
    {
      id: "balancer",
      kind: "balancer",
      zone: "public",
      title: "Load balancer",
      lines: ["HTTP 80"],
      addresses: 2,
    },
    {
      id: "nat",
      kind: "nat",
      zone: "public",
      title: "NAT gateway",
      lines: ["way out of private subnets"],
      addresses: 1,
    },
    {
      id: "service-web",
      kind: "service",
      zone: "private",
      group: "cluster",
      title: "web",
      lines: ["1 × 0.25 vCPU, 0.5 GiB", "Fargate, port 3000"],
      addresses: 2,
    },
    {
      id: "registry",
      kind: "registry",
      zone: "outside",
      title: "ECR, 1 repository",
      lines: ["slipway-small-web"],
      addresses: 1,
    },
    {
      id: "watch",
      kind: "watch",
      zone: "outside",
      title: "CloudWatch",
      lines: ["3 log groups"],
      addresses: 3,
    },
  ]);
  expect(rest).toEqual({
    environment: "small",
    title: "eu-west-1, account 111122223333",
    network: "VPC 10.0.0.0/16",
    zones: [
      { id: "internet", title: "Internet", note: "" },
      { id: "public", title: "Public subnets", note: "2 subnets" },
      { id: "private", title: "Private subnets", note: "2 subnets, out through NAT" },
      { id: "outside", title: "AWS eu-west-1", note: "outside the VPC" },
    ],
    groups: [{ id: "cluster", zone: "private", title: "ECS cluster slipway-small", note: "" }],
    edges: [
      { from: "balancer", to: "service-web", kind: "traffic", label: "/*" },
      { from: "clients", to: "balancer", kind: "traffic", label: "80" },
      { from: "service-web", to: "registry", kind: "reference", label: "images" },
      { from: "service-web", to: "watch", kind: "reference", label: "logs" },
    ],
  });
});

test("references that all services of a cluster have are one of the cluster", () => {
  const two = diagramOfInput({ ...small, services: { web, other: { ...web, route: { path: "/other" } } } });
  expect(edges(two)).toEqual([
    "balancer -> service-other: /other",
    "balancer -> service-web: /*",
    "clients -> balancer: 80",
    "cluster ~> registry: images",
    "cluster ~> watch: logs",
  ]);
});

describe("an environment with everything", () => {
  const [made, instances, adopted] = everything.map(diagramFor);
  if (made === undefined || instances === undefined || adopted === undefined) throw new Error("not there");

  test("edges are what rules, references and policies say", () => {
    expect(edges(made)).toEqual([
      "balancer ~> s3: access logs",
      "balancer -> service-blue: /blue/*",
      "balancer -> service-canary: /canary/*",
      "balancer -> service-linear: /linear/*",
      "balancer -> service-rolled: /rolled/*",
      "balancer -> service-web: *.example.com/*",
      "clients -> balancer: 9443, 443, 80",
      "clients -> service-open: 80",
      "cluster ~> registry: images",
      "cluster ~> watch: logs",
      "dns ~> balancer: alias",
      "service-arm ~> firehose: writes",
      "service-blue ~> lambda: hooks",
      "service-called ~> namespace: is found",
      "service-jobs ~> namespace: is found",
      "service-jobs ~> secrets: reads",
      "service-jobs ~> sqs: reads",
      "service-meshed ~> mesh: meshed",
      "service-open ~> registry: images",
      "service-open ~> secrets: reads",
      "service-open ~> watch: logs",
      "service-web -> database-orders: 5433",
      "service-web ~> dynamodb: reads and writes",
      "service-web -> file-system-shared: NFS",
      "service-web ~> namespace: is found",
      "service-web ~> s3: reads and writes",
      "service-web ~> secrets: reads",
      "service-web -> service-jobs: 4000",
      "service-web ~> sns: writes",
      "service-web ~> sqs: writes",
      "service-windows ~> secrets: reads",
    ]);
  });

  test.each([
    ["balancer", ["Load balancer", "HTTPS 9443, for tests", "HTTPS 443", "HTTP 80 to 443"]],
    [
      "dns",
      ["Route 53", "*.shop.example.org", "old.example.net", "shop.example.com", "certificate from ACM"],
    ],
    [
      "service-web",
      [
        "web",
        "2 to 20 × 2 vCPU, 4 GiB",
        "Fargate and Spot, port 3000",
        "with 4 containers beside it",
        "2 schedules",
      ],
    ],
    ["service-meshed", ["meshed", "2 × 0.25 vCPU, 0.5 GiB", "Fargate and Spot, port 5000", "with envoy"]],
    ["service-canary", ["canary", "2 × 0.25 vCPU, 0.5 GiB", "Fargate and Spot, port 8080", "canary"]],
    ["database-orders", ["orders", "PostgreSQL 17.4", "db.t4g.medium, two zones"]],
    ["file-system-shared", ["shared", "EFS", "3 mount targets"]],
    ["endpoints", ["VPC endpoints", "9 AWS APIs in the network"]],
    ["namespace", ["Service Connect", "shop", "called:8080", "jobs:4000", "shop:80"]],
    ["secrets", ["9 secrets", "/shop/token", "shop/datadog", "shop/old", "and 6 more"]],
    ["watch", ["CloudWatch", "15 log groups", "58 alarms, sent to a topic", "1 dashboard"]],
    ["lambda", ["Lambda", "announce", "judge"]],
  ])("%s", (id, lines) => expect(linesOf(made, id)).toEqual(lines));

  test("a service with a public address is in the public subnets, in a frame of its own", () => {
    expect(made.nodes.find(({ id }) => id === "service-open")).toMatchObject({
      zone: "public",
      group: "cluster-public",
    });
    expect(made.groups.map(({ id }) => id)).toEqual(["cluster", "cluster-public"]);
  });

  test("services on instances say which, and the cluster how many there can be", () => {
    expect(linesOf(instances, "service-alone")).toEqual([
      "alone",
      "2 × 0.25 vCPU, 0.5 GiB",
      "EC2 general, port 3000",
      "with log_router",
    ]);
    expect(linesOf(instances, "service-watcher")).toEqual([
      "watcher",
      "1 per instance × 128 MiB",
      "EC2",
      "with log_router",
    ]);
    expect(linesOf(instances, "database-ledger")).toEqual([
      "ledger",
      expect.stringMatching(/^Aurora PostgreSQL \d/),
      "2 instances, 0 to 8 ACU",
    ]);
    expect(instances.groups.map(({ note }) => note)).toEqual(["EC2 general, 1 to 8; EC2 spot, 0 to 10"]);
  });

  test("what is not made here is drawn by what refers to it", () => {
    expect(adopted.network).toBe("VPC (not made here)");
    expect(adopted.nodes.find(({ id }) => id === "balancer")).toMatchObject({
      zone: "private",
      title: "Internal load balancer",
    });
    expect(linesOf(adopted, "file-system-fs-0a1b2c3d")).toEqual(["fs-0a1b2c3d", "EFS, not made here"]);
  });
});

test("an emulator's registry is the environment's own", () => {
  expect(linesOf(diagramNamed("local"), "registry")).toEqual([
    "ECR, 2 repositories",
    "slipway-local-backend",
    "slipway-local-frontend",
  ]);
});

test("nothing to draw: no zones, no edges", () => {
  expect(diagramOf({ name: "none", region: "eu-west-1", account: "1" }, {})).toEqual({
    environment: "none",
    title: "eu-west-1, account 1",
    network: "VPC (not made here)",
    zones: [],
    groups: [],
    nodes: [],
    edges: [],
  });
});

test("a policy that a data source writes is not read, and one with an expression in it is", () => {
  const statement =
    '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::logs/*","${join("/", x)}"]}]}';
  const policy = (text: string) => ({ role: "${aws_iam_role.web.id}", policy: text });
  const stack = {
    resource: {
      aws_ecs_service: { web: { name: "web", task_definition: "${aws_ecs_task_definition.web.arn}" } },
      aws_ecs_task_definition: { web: { family: "web", task_role_arn: "${aws_iam_role.web.arn}" } },
      aws_iam_role: { web: { name: "web" } },
      aws_iam_role_policy: {
        data: policy("${data.aws_iam_policy_document.web.json}"),
        own: policy(statement),
      },
    },
  };
  const { nodes } = diagramOf(
    { name: "dev", region: "eu-west-1", account: "111122223333" },
    { services: stack },
  );
  expect(nodes.map(({ id, lines }) => [id, lines])).toContainEqual(["s3", ["logs"]]);
});
