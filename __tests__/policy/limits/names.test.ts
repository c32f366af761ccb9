import { NAME_RULES, type NameRule } from "../../../environments/rules/name-rules";
import { limitProblems, oneStack } from "./stack";

const problems = (type: string, argument: string, name: string): string[] =>
  limitProblems(oneStack({ [type]: { made: { [argument]: name } } }));

/** What names of a type begin with. */
const BEGINNINGS: Readonly<Record<string, string>> = { aws_kms_alias: "alias/" };

const rules: [string, NameRule][] = Object.entries(NAME_RULES);

test.each(rules)("accepts the longest name of %s, and refuses one that is longer", (type, rule) => {
  const argument = (rule.argument ?? "name").replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`);
  const longest = (BEGINNINGS[type] ?? "").padEnd(rule.max, "a");
  expect(problems(type, argument, longest)).toEqual([]);
  expect(problems(type, argument, `${longest}a`)).toEqual([
    `dev-services: ${type}.made ${argument} must have at most ${rule.max} characters, got "${longest}a" (${rule.max + 1})`,
  ]);
});

test.each([
  ["aws_lb", "name", "internal-shop"],
  ["aws_lb", "name", "shop-"],
  ["aws_lb_target_group", "name", "shop_dev"],
  ["aws_ecs_capacity_provider", "name", "Fargate-shop"],
  ["aws_ecs_cluster", "name", "shop dev"],
  ["aws_db_instance", "identifier", "shop--dev"],
  ["aws_rds_cluster", "cluster_identifier", "1shop"],
  ["aws_security_group", "name", "sg-shop"],
  ["aws_iam_role", "name", "shop/dev"],
  ["aws_ecr_repository", "name", "Shop"],
  ["aws_kms_alias", "name", "shop"],
  ["aws_launch_template", "name", "ab"],
  ["aws_autoscaling_group", "name", "a:b"],
  ["aws_autoscaling_group", "name", "a b"],
  ["aws_sns_topic", "name", "a.b"],
  ["aws_service_discovery_http_namespace", "name", "a b"],
  ["aws_appautoscaling_scheduled_action", "name", "a/b"],
  ["aws_appautoscaling_scheduled_action", "name", "a "],
])("refuses %s whose %s is %j", (type, argument, name) => {
  expect(problems(type, argument, name)).toEqual([
    expect.stringContaining(`dev-services: ${type}.made ${argument} must have `),
  ]);
});

test.each([
  ["aws_sns_topic", "orders.fifo"],
  ["aws_autoscaling_group", "web/blue"],
  ["aws_service_discovery_http_namespace", "shop/dev"],
  ["aws_lb", "${local.name}_x"],
])("accepts %s with the name %s", (type, name) => expect(problems(type, "name", name)).toEqual([]));
