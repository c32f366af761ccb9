import { Fn, TerraformOutput } from "cdktf";
import { Route, type RouteProps } from "../../../constructs/load-balancer/route";
import { HEALTH_PATH, HOST_PATTERN, PATH_PATTERN } from "../../../environments/rules/listener-patterns";
import { type Synthesised, synth } from "../../support/synth";

const LEAST: RouteProps = {
  name: "shop-dev-web",
  vpcId: "vpc-1",
  listenerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop-dev/1/2",
  path: "/api/*",
  priority: 100,
  health: "/health",
  deregistrationDelaySeconds: 30,
};
const made = (props: Partial<RouteProps> = {}): Synthesised =>
  synth((stack) => new Route(stack, "route", { ...LEAST, ...props }));

test("with the least props: a group of task addresses, and a rule by path", () => {
  const result = made();
  expect(result.only("aws_lb_target_group")).toEqual({
    name: "shop-dev-web",
    vpc_id: "vpc-1",
    target_type: "ip",
    port: 80,
    protocol: "HTTP",
    deregistration_delay: "30",
    health_check: {
      path: "/health",
      matcher: "200-399",
      interval: 15,
      timeout: 5,
      healthy_threshold: 2,
      unhealthy_threshold: 3,
    },
    // A rule uses the group: a successor comes first, and a group that exists keeps its name.
    lifecycle: { create_before_destroy: true, ignore_changes: ["name"] },
  });
  expect(result.only("aws_lb_listener_rule")).toEqual({
    listener_arn: LEAST.listenerArn,
    priority: 100,
    condition: [{ path_pattern: { values: ["/api/*"] } }],
    action: [{ type: "forward", target_group_arn: expect.stringMatching(/aws_lb_target_group/) as string }],
  });
});

test("tasks without an address of their own are reached at their instance", () => {
  expect(made({ targetType: "instance" }).only("aws_lb_target_group").target_type).toBe("instance");
});

test("with a host: both must match", () => {
  expect(made({ host: "shop.example.com" }).only("aws_lb_listener_rule").condition).toEqual([
    { host_header: { values: ["shop.example.com"] } },
    { path_pattern: { values: ["/api/*"] } },
  ]);
});

test.each<[Partial<RouteProps>]>([
  [{ priority: 1 }],
  [{ priority: 50_000 }],
  [{ deregistrationDelaySeconds: 0 }],
  [{ deregistrationDelaySeconds: 3600 }],
  [{ path: "/" }],
  [{ path: "*" }],
  [{ path: `/${"a".repeat(127)}` }],
  [{ name: "n".repeat(32) }],
])("accepts %j", (props) => {
  expect(() => made(props)).not.toThrow();
});

test("a delay of 0 is a value", () => {
  expect(made({ deregistrationDelaySeconds: 0 }).only("aws_lb_target_group").deregistration_delay).toBe("0");
});

test.each<[Partial<RouteProps>, string]>([
  [{ priority: 0 }, "priority must be a whole number from 1 to 50000, got 0"],
  [{ priority: 50_001 }, "priority must be a whole number from 1 to 50000, got 50001"],
  [{ priority: 1.5 }, "priority must be a whole number from 1 to 50000, got 1.5"],
  [
    { deregistrationDelaySeconds: -1 },
    "deregistrationDelaySeconds must be a whole number of seconds from 0 to 3600, got -1",
  ],
  [
    { deregistrationDelaySeconds: 3601 },
    "deregistrationDelaySeconds must be a whole number of seconds from 0 to 3600, got 3601",
  ],
  [{ path: "api" }, `path ${PATH_PATTERN.must}, got "api"`],
  [{ path: `/${"a".repeat(128)}` }, `path ${PATH_PATTERN.must}, got "/${"a".repeat(128)}"`],
  [{ health: "health" }, `health ${HEALTH_PATH.must}, got "health"`],
  [{ host: "localhost" }, `host ${HOST_PATTERN.must}, got "localhost"`],
  [{ path: "/*?*?*?*" }, "route must have at most 6 wildcards (* and ?) in path and host together, got 7"],
])("refuses %j", (props, problem) => {
  expect(() => made(props)).toThrow(`route "shop-dev-web" is not valid:\n  - ${problem}`);
});

it("accepts a host that Terraform knows later", () => {
  const host = Fn.lower("shop.example.com");
  expect(made({ host }).only("aws_lb_listener_rule").condition).toContainEqual({
    host_header: { values: ['${lower("shop.example.com")}'] },
  });
});

it("shortens a name that AWS would refuse", () => {
  const [group] = made({ name: "n".repeat(33) }).all("aws_lb_target_group");
  expect(group?.name).toMatch(/^n{20}--[0-9a-z]{10}$/);
});

test("offers the ARN of the group", () => {
  const { json } = synth((stack) => {
    new TerraformOutput(stack, "arn", { value: new Route(stack, "route", LEAST).targetGroupArn });
  });
  expect(json.output?.arn?.value).toMatch(/^\$\{aws_lb_target_group\.[\w-]+\.arn\}$/);
});

test("several hosts are one condition", () => {
  const hosts = ["shop.example.com", "www.example.com"];
  expect(made({ host: hosts }).only("aws_lb_listener_rule").condition).toEqual([
    { host_header: { values: hosts } },
    { path_pattern: { values: ["/api/*"] } },
  ]);
});

test.each([0, 5])("refuses %i hosts", (count) => {
  const host = Array.from({ length: count }, (_, index) => `h${index}.example.com`);
  expect(() => made({ host })).toThrow(`host must be 1 to 4 patterns, got ${count}`);
});

test("with a shift: a second group of its own name, and rules that Terraform leaves to ECS", () => {
  const result = made({ shift: { testListenerArn: "arn:aws:elasticloadbalancing:test" } });
  const names = result.all("aws_lb_target_group").map(({ name }) => name);
  expect(names.sort()).toEqual(["shop-dev-web", "shop-dev-web-alt"]);
  const rules = result.all("aws_lb_listener_rule");
  expect(rules.map(({ listener_arn }) => listener_arn)).toEqual([
    LEAST.listenerArn,
    "arn:aws:elasticloadbalancing:test",
  ]);
  // A rule that Terraform does not change must be replaced to lead to other groups.
  const replaced = ["target-group", "alternate"].map(
    (id) => expect.stringMatching(new RegExp(`^aws_lb_target_group\\.[\\w-]*${id}[\\w-]*\\.arn$`)) as string,
  );
  for (const rule of rules) {
    expect(rule.lifecycle).toEqual({ ignore_changes: ["action"], replace_triggered_by: replaced });
  }
  expect(made({ shift: {} }).all("aws_lb_listener_rule")).toHaveLength(1);
});

it("shortens the name of the second group alone when only that is too long", () => {
  const names = made({ name: "n".repeat(29), shift: {} })
    .all("aws_lb_target_group")
    .map(({ name }) => name);
  expect(names).toEqual([expect.stringMatching(/^n{20}--[0-9a-z]{10}$/), "n".repeat(29)]);
});
