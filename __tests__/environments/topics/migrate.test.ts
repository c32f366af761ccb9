import type { ServiceInput } from "../../../environments/input";
import { all, only, problemsOf, resolved, stacksOf, type Resources } from "../../support/language";

const migrate: ServiceInput["migrate"] = { command: ["node", "migrate.js"] };
const service = (change: Partial<ServiceInput>) => resolved({}, change).services[0];
const services = (change: Partial<ServiceInput>) => stacksOf(resolved({}, change)).services;
const definition = (stack: Resources, family: string) => {
  const [found] = all(stack, "aws_ecs_task_definition").filter((each) => each.family === family);
  const [container] = JSON.parse(String(found?.container_definitions)) as Record<string, unknown>[];
  return { task: found, container };
};

test("ten minutes, unless it says otherwise; nothing without it", () => {
  expect(service({ migrate })?.migrate).toEqual({ command: ["node", "migrate.js"], timeoutSeconds: 600 });
  expect(service({ migrate: { command: ["x"], timeoutSeconds: 30 } })?.migrate?.timeoutSeconds).toBe(30);
  expect(service({})).not.toHaveProperty("migrate");
  expect(services({})).not.toHaveProperty("terraform_data");
});

test.each<[object, string]>([
  [{ command: [] }, "services.web.migrate.command must have at least one word, got []"],
  [{}, "services.web.migrate.command must be a list, got nothing"],
  [
    { command: ["x"], timeoutSeconds: 29 },
    "services.web.migrate.timeoutSeconds must be a whole number from 30 to 2400, got 29",
  ],
  [
    { command: ["x"], timeoutSeconds: 2401 },
    "services.web.migrate.timeoutSeconds must be a whole number from 30 to 2400, got 2401",
  ],
])("%j is refused", (given, problem) => {
  expect(problemsOf({}, { migrate: given })).toEqual([expect.stringContaining(problem)]);
});

test("both edges of the time pass", () => {
  for (const timeoutSeconds of [30, 2400]) {
    expect(problemsOf({}, { migrate: { command: ["x"], timeoutSeconds } })).toEqual([]);
  }
});

const large = { cluster: { instances: { large: { types: ["m7g.large"], max: 2 } } } };

test.each<[string, object, string]>([
  [
    "a daemon",
    { runsOn: { instances: "large", daemon: true }, architecture: "arm64" },
    "services.web.migrate must not be set for a daemon, which every new instance starts by itself, got a command; set it on a service",
  ],
  [
    "a task without network",
    { runsOn: { instances: "large" }, architecture: "arm64", networkMode: "none", port: undefined },
    'services.web.migrate must not be set with network mode "none", got a command; it could connect to no database',
  ],
  [
    "a service with an EBS volume",
    { volumes: { cache: { mount: "/cache", ebs: { sizeGiB: 10 } } } },
    "services.web.migrate must not be set beside volumes.cache, got both; the service makes that EBS volume for each of its own tasks, and a migration gets none",
  ],
])("%s has none", (_, change, problem) => {
  expect(problemsOf(large, change)).toEqual([]);
  expect(problemsOf(large, { ...change, migrate })).toEqual([problem]);
});

test("it is the service's own container with another command, in a family of its own", () => {
  const stack = services({
    migrate,
    command: ["node", "server.js"],
    entryPoint: ["/init"],
    environment: { LEVEL: "debug" },
    secrets: { KEY: { secret: "shop/key" } },
    size: { cpu: 512, memoryMiB: 1024 },
    healthCheck: { command: ["check"] },
    volumes: { scratch: { mount: "/scratch" } },
    sidecars: ["x-ray"],
    logRouter: { to: { cloudWatch: {} } },
  });
  const own = definition(stack, "slipway-dev-web");
  const once = definition(stack, "slipway-dev-web-migrate");
  for (const key of [
    "image",
    "environment",
    "secrets",
    "entryPoint",
    "mountPoints",
    "readonlyRootFilesystem",
  ]) {
    expect([key, once.container?.[key]]).toEqual([key, own.container?.[key]]);
  }
  for (const key of ["cpu", "memory", "execution_role_arn", "task_role_arn", "volume", "runtime_platform"]) {
    expect([key, once.task?.[key]]).toEqual([key, own.task?.[key]]);
  }
  expect(once.container).toMatchObject({
    command: ["node", "migrate.js"],
    portMappings: [],
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": "/ecs/slipway-dev/web", "awslogs-stream-prefix": "_once" },
    },
  });
  expect(once.container).not.toHaveProperty("healthCheck");
  expect(JSON.parse(String(once.task?.container_definitions))).toHaveLength(1);
});

test("it runs in the service's network, and the service waits for it", () => {
  const stack = services({ migrate });
  const [name = ""] = Object.keys(stack.terraform_data ?? {});
  expect(only(stack, "aws_ecs_service").depends_on).toContain(`terraform_data.${name}`);
  const text = JSON.stringify(only(stack, "terraform_data"));
  const [group] = Object.keys(stack.aws_security_group ?? {});
  expect(text).toContain(`aws_security_group.${group ?? ""}.id`);
  for (const rule of Object.keys(stack.aws_vpc_security_group_egress_rule ?? {})) {
    expect(only(stack, "terraform_data").depends_on).toContain(`aws_vpc_security_group_egress_rule.${rule}`);
  }
  expect(text).toContain("npx slipway cdktf deploy 'dev-*'");
  expect(text).not.toContain("endpoint");
});

test("the program is found from the stack's folder, and nothing in it is absolute", () => {
  const text = JSON.stringify(only(services({ migrate }), "terraform_data"));
  expect(text).toContain('"command":"../../../cli/run-task.js","environment"');
  expect(text).not.toContain(process.cwd());
});

test("an emulated environment says where its emulator is", () => {
  const stack = stacksOf(resolved({ emulator: { endpoint: "http://localhost:4566" } }, { migrate })).services;
  expect(JSON.stringify(only(stack, "terraform_data"))).toContain(
    '\\"endpoint\\":\\"http://localhost:4566\\"',
  );
});

test("a service with public addresses migrates from one", () => {
  const stack = services({ migrate, publicIp: { allowedCidrs: ["203.0.113.0/24"] } });
  expect(JSON.stringify(only(stack, "terraform_data"))).toContain('\\"publicIp\\":true');
});

test("on instances: their capacity provider and what they must be; in bridge mode no address", () => {
  const text = (networkMode: "awsvpc" | "bridge") => {
    const change: Partial<ServiceInput> = {
      migrate,
      networkMode,
      runsOn: {
        instances: "large",
        placement: {
          constraints: [{ type: "distinctInstance" }, { type: "memberOf", expression: "attribute:x == y" }],
        },
      },
    };
    return JSON.stringify(only(stacksOf(resolved(large, change)).services, "terraform_data"));
  };
  expect(text("awsvpc")).toContain('\\"memberOf\\":[\\"attribute:x == y\\"],\\"network\\":');
  expect(text("awsvpc")).toContain('\\"capacityProvider\\":\\"${');
  expect(text("bridge")).not.toContain("securityGroups");
});
