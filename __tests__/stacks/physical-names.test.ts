import { NAME_RULES, nameProblem, type NamedType, type NameRule } from "../../environments/rules/name-rules";
import { createApp } from "../../main";
import type { EnvironmentInput, ServiceInput } from "../../environments/input";
import { resolved, stacksOf } from "../support/language";
import { root } from "../support/synth-environment";

const image = { uri: "registry.example.com/web:1" };
const name = (letter: string) => letter + "x".repeat(19);

/** Everything that gets a name, each from names of the greatest length. */
const longest: Partial<EnvironmentInput> = {
  project: name("p"),
  name: name("e"),
  domain: { name: "shop.example.com", zone: { id: "Z0123456789ABC" } },
  loadBalancer: { accessLogs: { retentionDays: 30 } },
  network: { flowLogs: { retentionDays: 30 } },
  cluster: { instances: { [name("g")]: { types: ["m7i.large"], min: 1, max: 2 } } },
  databases: {
    [name("d")]: { engine: "aurora-postgres", readers: 15, monitoringSeconds: 60 },
    [name("f")]: { engine: "postgres", monitoringSeconds: 60 },
  },
  fileSystems: { [name("h")]: {} },
  observability: { alarms: { emails: ["on-call@example.com"] }, dashboard: true },
  services: {
    [name("s")]: {
      image,
      port: 3000,
      route: { path: "/*" },
      rollout: "blue-green",
      uses: { [name("f")]: { access: "readwrite" } },
      connect: {},
    },
    [name("t")]: { image: "apps/backend", port: 3000, count: { min: 1, max: 2, targetCpuPercent: 50 } },
  },
};

/** `<type> <name>` of each resource that the rules know. */
function names(change: Partial<EnvironmentInput>): { type: NamedType; name: string }[] {
  return Object.values(stacksOf(resolved(change))).flatMap((resources) =>
    Object.entries(NAME_RULES).flatMap(([type, rule]) => {
      const { argument = "name" }: NameRule = rule;
      const attribute = argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return Object.values(resources[type] ?? {}).flatMap((resource) => {
        const value = resource[attribute];
        return typeof value === "string" && !value.includes("${")
          ? [{ type: type as NamedType, name: value }]
          : [];
      });
    }),
  );
}

describe("an environment with the longest names", () => {
  const all = names(longest);

  it("has names of all the kinds that could be too long", () => {
    const types = new Set(all.map(({ type }) => type));
    for (const type of ["aws_iam_role", "aws_lb", "aws_lb_target_group", "aws_rds_cluster_instance"] as const)
      expect(types).toContain(type);
    expect(all.length).toBeGreaterThan(50);
  });

  it.each(all)("has the name $name, which AWS accepts as $type", ({ type, name: value }) =>
    expect(nameProblem(NAME_RULES[type], value)).toBeUndefined(),
  );

  it("has no name twice", () => {
    const each = all.map(({ type, name: value }) => `${type} ${value}`);
    expect(new Set(each).size).toBe(each.length);
  });
});

it("keeps the names of a deployment that fitted", () => {
  const all = names({
    services: { backend: { image, port: 1, route: { path: "/*" }, rollout: "canary" } },
  }).map(({ type, name: value }) => `${type} ${value}`);
  for (const each of [
    "aws_lb slipway-dev",
    "aws_lb_target_group slipway-dev-backend",
    "aws_lb_target_group slipway-dev-backend-alt",
    "aws_iam_role slipway-dev-backend-execution",
    "aws_ecs_cluster slipway-dev",
  ])
    expect(all).toContain(each);
});

it("deploys customer-portal to production", () => {
  const all = names({
    project: "customer-portal",
    name: "production",
    services: { backend: { image, port: 3000, route: { path: "/*" } } },
  });
  expect(all.filter(({ type }) => type === "aws_lb_target_group")).toEqual([
    {
      type: "aws_lb_target_group",
      name: expect.stringMatching(/^customer--por-backend-[0-9a-z]{10}$/) as string,
    },
  ]);
});

const web: ServiceInput = { image, port: 3000 };
const routed: ServiceInput = { ...web, route: { path: "/*" } };

/** What the user reads when the stacks are made. */
function refusal(change: Partial<EnvironmentInput>): string {
  try {
    createApp([resolved(change)], { root, outdir: "unused" });
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

it.each<[string, Partial<EnvironmentInput>, string]>([
  [
    "a service called like the second target group of another",
    { services: { web: { ...routed, rollout: "canary" }, "web-alt": { ...web, route: { path: "/b/*" } } } },
    "the names of aws_lb_target_group service-web/route/alternate and aws_lb_target_group service-web-alt/route/target-group must differ, " +
      'got "slipway-dev-web-alt" for both; rename what one of them is named after',
  ],
  [
    "a service called like the migration of another",
    { services: { web: { ...web, migrate: { command: ["m"] } }, "web-migrate": web } },
    'must differ, got "slipway-dev-web-migrate" for both',
  ],
  [
    "a database called like an instance of another",
    { databases: { a: { engine: "aurora-postgres" }, "a-1": { engine: "postgres" } } },
    'must differ, got "slipway-dev-a-1" for both',
  ],
  [
    "a service whose alarms are called like the load balancer's",
    {
      observability: { alarms: { emails: ["a@example.com"] } },
      services: { "load-balancer": routed },
    },
    'must differ, got "slipway-dev-load-balancer-errors" for both',
  ],
  ["a project of security groups", { project: "sg" }, "and not begin with sg-"],
  [
    "a project that AWS takes for an internal address",
    { project: "internal", services: { web: routed } },
    "and not begin with internal-",
  ],
])("refuses %s", (_, change, message) => expect(refusal(change)).toContain(message));
