import { limitProblems, oneStack } from "./stack";

const named = (count: number, of: (index: number) => object): Record<string, object> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, of(index)]));

describe("target groups", () => {
  const balancer = {
    aws_lb: { main: { name: "shop-dev" }, other: { name: "other" } },
    aws_lb_listener: {
      https: {
        load_balancer_arn: "${aws_lb.main.arn}",
        default_action: [{ target_group_arn: "${aws_lb_target_group.n0.arn}" }],
      },
      test: { load_balancer_arn: "${aws_lb_listener.https.load_balancer_arn}" },
      elsewhere: { load_balancer_arn: "${aws_lb.other.arn}" },
    },
  };
  const rules = (count: number) =>
    limitProblems(
      oneStack({
        ...balancer,
        aws_lb_listener_rule: {
          ...named(count, (index) => ({
            listener_arn: index % 2 === 0 ? "${aws_lb_listener.https.arn}" : "${aws_lb_listener.test.arn}",
            action: [{ target_group_arn: `\${aws_lb_target_group.n${index}.arn}` }],
          })),
          shifting: {
            listener_arn: "${aws_lb_listener.https.arn}",
            action: [
              {
                forward: {
                  target_group: [
                    { arn: "${aws_lb_target_group.a.arn}" },
                    { arn: "${aws_lb_target_group.b.arn}" },
                  ],
                },
              },
            ],
          },
          elsewhere: {
            listener_arn: "${aws_lb_listener.elsewhere.arn}",
            action: [{ target_group_arn: "${aws_lb_target_group.c.arn}" }],
          },
        },
      }),
    );
  it("accepts 100 on one balancer, each counted once", () => expect(rules(98)).toEqual([]));
  it("refuses 101", () =>
    expect(rules(99)).toEqual([
      "dev-services: aws_lb.main must have at most 100 target groups, got 101; put services into another environment, or behind one service that forwards requests",
    ]));
});

test("refuses more than 20 capacity providers of a cluster", () => {
  const providers = (count: number) =>
    limitProblems(
      oneStack({
        aws_ecs_cluster_capacity_providers: {
          all: { capacity_providers: Array.from({ length: count }, (_, index) => `p${index}`) },
        },
      }),
    );
  expect(providers(20)).toEqual([]);
  expect(providers(21)).toEqual([
    "dev-services: aws_ecs_cluster_capacity_providers.all must have at most 20 capacity providers, got 21; declare fewer groups in cluster.instances",
  ]);
});

test("refuses more than 500 widgets and 2500 metrics of a dashboard", () => {
  const dashboard = (widgets: number, metrics: number) => {
    const properties = {
      metrics: Array.from({ length: metrics }, () => ["AWS/ECS", "${aws_lb.main.arn_suffix}"]),
    };
    const body = {
      widgets: Array.from({ length: widgets }, (_, index) => (index === 0 ? { properties } : {})),
    };
    return limitProblems(
      oneStack({ aws_cloudwatch_dashboard: { all: { dashboard_body: JSON.stringify(body) } } }),
    );
  };
  const advice = "set observability.dashboard to false, or put services into another environment";
  expect(dashboard(500, 2500)).toEqual([]);
  expect(dashboard(501, 2501)).toEqual([
    `dev-services: aws_cloudwatch_dashboard.all must have at most 500 widgets, got 501; ${advice}`,
    `dev-services: aws_cloudwatch_dashboard.all must have at most 2500 metrics, got 2501; ${advice}`,
  ]);
});
