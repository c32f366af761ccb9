import type { EnvironmentInput, ServiceInput } from "../../../environments/input";
import type { RunsOnInput } from "../../../environments/topics/run-on";
import { only, problemsOf, resolved, stacksOf } from "../../support/language";

const cluster: EnvironmentInput["cluster"] = { instances: { general: { types: ["m7g.large"], max: 4 } } };
const service = (runsOn: RunsOnInput, change: Partial<ServiceInput> = {}) =>
  resolved({ cluster }, { runsOn, ...change });
const problems = (runsOn: unknown, change: object = {}, environment: object = { cluster }) =>
  problemsOf(environment, { runsOn, ...change });

const OVER_ZONES = { type: "spread", field: "attribute:ecs.availability-zone" };

test("Fargate, said or not", () => {
  for (const change of [{}, { runsOn: "fargate" as const }]) {
    expect(resolved({ cluster }, change).services[0]).not.toHaveProperty("runsOn");
  }
});

test.each([
  ["spread", [OVER_ZONES, { type: "spread", field: "instanceId" }], []],
  ["binpack", [OVER_ZONES, { type: "binpack", field: "memory" }], []],
  ["one-per-instance", [OVER_ZONES], [{ type: "distinctInstance" }]],
] as const)("placement %s is made of ECS's own", (placement, strategies, constraints) => {
  const environment = service({ instances: "general", placement });
  const expected = { group: "general", daemon: false, strategies, constraints };
  expect(environment.services[0]?.runsOn).toEqual(expected);
  const made = only(stacksOf(environment).services, "aws_ecs_service");
  expect(made).toMatchObject({
    ordered_placement_strategy: strategies,
    capacity_provider_strategy: [expect.objectContaining({ weight: 1 })],
  });
  expect(made.placement_constraints ?? []).toEqual(constraints);
});

test("spread is what a service gets that names a group only; it follows the group's processor", () => {
  const [made] = service({ instances: "general" }).services;
  expect(made?.runsOn?.strategies).toEqual([OVER_ZONES, { type: "spread", field: "instanceId" }]);
  expect(made?.architecture).toBe("arm64");
});

test("strategies and constraints of one's own are taken as they are", () => {
  const placement = {
    strategies: [{ type: "random" as const }],
    constraints: [{ type: "memberOf" as const, expression: "attribute:ecs.instance-type == m7g.large" }],
  };
  expect(service({ instances: "general", placement }).services[0]?.runsOn).toMatchObject(placement);
});

test("a daemon has one task on each instance, and no count", () => {
  const environment = service({ instances: "general", daemon: true });
  expect(environment.services[0]?.runsOn).toEqual({
    group: "general",
    daemon: true,
    strategies: [],
    constraints: [],
  });
  const made = only(stacksOf(environment).services, "aws_ecs_service");
  expect(made).toMatchObject({ scheduling_strategy: "DAEMON", deployment_maximum_percent: 100 });
  for (const key of ["desired_count", "ordered_placement_strategy"]) expect(made).not.toHaveProperty(key);
});

const web = "services.web";
const on = { instances: "general" };
const daemon = { ...on, daemon: true };
test.each<[unknown, object, string]>([
  ["lambda", {}, `${web}.runsOn must be "fargate" or a group such as { instances: "general" }, got "lambda"`],
  [{ instances: "other" }, {}, `${web}.runsOn.instances must be one of general, got "other"`],
  [{ ...on, daemon: "yes" }, {}, `${web}.runsOn.daemon must be true or false, got "yes"`],
  [
    { ...on, placement: "random" },
    {},
    `${web}.runsOn.placement must be one of "spread", "binpack", "one-per-instance", got "random"`,
  ],
  [
    { ...on, placement: { strategies: [{ type: "spread", field: "zone" }] } },
    {},
    `${web}.runsOn.placement.strategies[0].field must be instanceId, host or attribute:<name>, got "zone"`,
  ],
  [
    { ...on, placement: { strategies: [{ type: "binpack", field: "disk" }] } },
    {},
    `${web}.runsOn.placement.strategies[0].field must be one of "cpu", "memory", got "disk"`,
  ],
  [
    { ...on, placement: { strategies: [{ type: "random" }, { type: "random" }] } },
    {},
    `${web}.runsOn.placement.strategies must be different, got "random" twice`,
  ],
  [
    { ...on, placement: { constraints: [{ type: "distinctInstance" }, { type: "distinctInstance" }] } },
    {},
    `${web}.runsOn.placement.constraints must have distinctInstance once, got it twice`,
  ],
  [
    { ...on, placement: { constraints: [{ type: "memberOf", expression: "x".repeat(2001) }] } },
    {},
    `${web}.runsOn.placement.constraints[0].expression must have at most 2000 characters, got 2001`,
  ],
  [
    { ...on, placement: "one-per-instance" },
    { count: 4 },
    "cluster.instances.general.max must be at least 5 for services.web (one task on an instance), got 4; a deployment starts a task more than that, or lower rollout.minimumHealthyPercent",
  ],
  [
    on,
    { architecture: "x86_64" },
    `${web}.architecture must be "arm64" on cluster.instances.general, got "x86_64"; leave it out to follow the group`,
  ],
  [
    on,
    { capacity: { fargate: { weight: 1 } } },
    `${web}.capacity must not be set beside runsOn.instances, got both; it shares tasks between Fargate and Fargate Spot`,
  ],
  [
    on,
    { publicIp: { allowedCidrs: ["10.0.0.0/8"] } },
    `${web}.publicIp must not be set on instances, got a value; ECS gives public addresses on Fargate only`,
  ],
  [daemon, { count: 2 }, `${web}.count must not be set for a daemon, got 2; it runs once on every instance`],
  [
    { ...daemon, placement: "spread" },
    {},
    `${web}.runsOn.placement must have no strategies for a daemon, got 2; it runs on every instance`,
  ],
  [
    { ...daemon, placement: { constraints: [{ type: "distinctInstance" }] } },
    {},
    `${web}.runsOn.placement must not have distinctInstance for a daemon, got it; a daemon never runs twice on an instance`,
  ],
  [
    {
      ...daemon,
      placement: {
        constraints: Array.from({ length: 10 }, (_, index) => ({
          type: "memberOf",
          expression: `a == ${index}`,
        })),
      },
    },
    {},
    `${web}.runsOn.placement.constraints must have at most 9 constraints for a daemon, got 10`,
  ],
  [
    daemon,
    { rollout: { maximumPercent: 200 } },
    `${web}.rollout.maximumPercent must be 100 for a daemon, got 200; an instance has room for one`,
  ],
])("%j with %j is refused", (runsOn, change, message) => {
  expect(problems(runsOn, change)).toContain(message);
});

test("a group must be declared", () => {
  expect(problems(on, {}, {})).toContain(
    `${web}.runsOn.instances must be a group of cluster.instances, got "general"; declare it there`,
  );
});

test("five strategies and ten constraints are what a service may have", () => {
  const strategies = ["cpu", "memory"].map((field) => ({ type: "binpack", field }));
  const spread = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ type: "spread", field: `attribute:a${index}` }));
  const constraints = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ type: "memberOf", expression: `a == ${index}` }));
  const most = { strategies: [...strategies, ...spread(3)], constraints: constraints(10) };
  expect(problems({ ...on, placement: most })).toEqual([]);
  const more = { strategies: [...strategies, ...spread(4)], constraints: constraints(11) };
  expect(problems({ ...on, placement: more })).toEqual([
    `${web}.runsOn.placement.strategies must have at most 5 strategies, got ${JSON.stringify(more.strategies)}`,
    `${web}.runsOn.placement.constraints must have at most 10 constraints, got ${JSON.stringify(more.constraints)}`,
  ]);
});

test("names the percentage that was written when a daemon's leave no room", () => {
  const runsOn = { instances: "general", daemon: true };
  expect(problems(runsOn, { rollout: { minimumHealthyPercent: 100 } })).toEqual([
    "services.web.rollout.minimumHealthyPercent must be below maximumPercent (100), got 100; a rolling update needs room for one more or one less",
  ]);
});

describe("ports of an instance", () => {
  const web = { image: { uri: "registry.example.com/web:1" }, port: 8080, runsOn: { instances: "general" } };
  const group = (max: number) => ({ cluster: { instances: { general: { types: ["m7g.large"], max } } } });
  const found = (max: number, services: object) => problemsOf({ ...group(max), services });

  it.each([
    ["host network", { networkMode: "host", count: 2 }],
    ["a fixed port in bridge mode", { networkMode: "bridge", hostPort: 8080, count: 2 }],
    [
      "a fixed port of a side container",
      {
        networkMode: "bridge",
        count: 2,
        containers: { proxy: { image: web.image, port: 80, hostPort: 8080 } },
      },
    ],
  ])("need an instance for each task with %s", (_, change) => {
    const services = { web: { ...web, ...change } };
    expect(found(2, services)).toEqual([
      "cluster.instances.general.max must be at least 3 for services.web (one task on an instance, as each takes port 8080 of it), got 2; a deployment starts a task more than that, or lower rollout.minimumHealthyPercent",
    ]);
    expect(found(3, services)).toEqual([]);
  });

  it("are free where the instance chooses them, and where a task listens on none", () => {
    expect(found(1, { web: { ...web, networkMode: "bridge", count: 5 } })).toEqual([]);
    const { image, runsOn } = web;
    const worker = { image, runsOn };
    expect(found(1, { worker: { ...worker, networkMode: "host", count: 5 } })).toEqual([]);
  });

  it("are shared by services only where the group has an instance for each task", () => {
    const service = { ...web, networkMode: "host", count: 1 };
    expect(found(2, { a: service, b: service })).toEqual([
      "cluster.instances.general.max must be at least 3 for services.a and services.b, whose tasks take port 8080 of their instances, got 2; use another port in one of them, or another group",
    ]);
    expect(found(3, { a: service, b: service })).toEqual([]);
    expect(found(2, { a: service, b: { ...service, port: 8081 } })).toEqual([]);
  });

  it("let a scaled service run with fewer tasks than it may have", () => {
    const count = { min: 1, max: 10, targetCpuPercent: 50 };
    const bridge = { ...web, networkMode: "bridge", hostPort: 8080, count };
    expect(found(2, { web: bridge })).toEqual([]);
    expect(found(1, { web: bridge })).toHaveLength(1);
  });

  it("are not shared with a daemon, which is on every instance", () => {
    const agent = { ...web, networkMode: "host", runsOn: { instances: "general", daemon: true } };
    const service = { ...web, networkMode: "bridge", hostPort: 8080 };
    expect(found(9, { agent, web: service })).toEqual([
      "services.web must use other ports of cluster.instances.general than services.agent, got 8080; a daemon runs on every instance, so that no other task can have its port",
    ]);
    expect(found(9, { agent, web: { ...service, hostPort: 8081 } })).toEqual([]);
    expect(found(9, { agent, web: { ...service, count: 0 } })).toEqual([]);
    const inZone = (operator: string) => ({
      ...agent,
      runsOn: {
        ...agent.runsOn,
        placement: {
          constraints: [
            { type: "memberOf", expression: `attribute:ecs.availability-zone ${operator} eu-west-1a` },
          ],
        },
      },
    });
    expect(found(9, { agent: inZone("=="), other: inZone("!=") })).toEqual([]);
    expect(found(9, { agent, other: agent })).toEqual([
      "services.other must use other ports of cluster.instances.general than services.agent, got 8080; a daemon runs on every instance, so that no other task can have its port",
    ]);
  });
});

it("lets a task on instances stop for longer than Fargate allows", () => {
  const change = { stopTimeoutSeconds: 3600 };
  expect(problems(on, change)).toEqual([]);
  const made = only(stacksOf(service(on, change)).services, "aws_ecs_task_definition");
  expect(JSON.parse(String(made.container_definitions))).toMatchObject([{ stopTimeout: 3600 }]);
  expect(problems(on, { stopTimeoutSeconds: 1 })).toEqual([
    "services.web.stopTimeoutSeconds must be a whole number of seconds from 2, got 1",
  ]);
});
