import { expressionProblem } from "../../../environments/rules/placement-expression";
import { withinTime } from "../../fuzz/time-limit";
import { problemsOf } from "../../support/language";

it.each([
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
  "attribute:ecs.instance-type == t2.small",
  "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
  "task:group == service:production",
  "not(task:group == database)",
  "runningTasksCount == 1",
  "agentVersion < 1.14.5",
  "registeredAt < 2016-02-18T18:00:00Z and registeredAt > 2016-02-17T18:00:00Z",
  "ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']",
  "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d",
  "attribute:color !exists",
  "attribute:color exists",
  "attribute:color not_exists",
  "attribute:zone !in [a,b]",
  "attribute:zone !in[a]",
  "(attribute:a==b||attribute:c!=d)&&!(attribute:e exists)",
  "attribute:ecs.instance-type =~ m[57]\\.large",
  "attribute:ecs.instance-type =~ [mc]7g\\..*",
  "attribute:a matches b|c",
  "attribute:a equals b or not attribute:c greater_than_equal 5",
  "  attribute:a == b  ",
  "attribute:ecs.instance-type =~ (m7g|c7g)\\..*",
  "attribute:ecs.instance-type =~ (p[2,3]|g[3,4]|f[1]).*",
  "attribute:ecs.instance-type =~ m[57](g|i)?\\.large",
  "attribute:ecs.instance-type =~ ^(?!t2).*",
  "attribute:ecs.instance-type =~^(?!t2).*",
  "attribute:a =~ (?<size>large|small)",
  "attribute:a == foo(bar)",
  "attribute:a matches (b c|d) and not attribute:e =~ f(g)",
  "(attribute:a =~ (b|c))&&(attribute:d =~ [(] or attribute:e !~ \\))",
  "attribute:a == b&&attribute:c == d",
  "attribute:a == b&& attribute:c exists",
  "attribute:a == b||not (attribute:c == d)",
  "attribute:a == b||!(attribute:c == d)",
  "attribute:a =~ b||c",
  "attribute:a == <b>! and attribute:c == d!",
  "attribute:a == in",
  "attribute:a equals 'b c' and attribute:d == e",
  "attribute:a in[b]",
])("accepts %s", (expression) => expect(expressionProblem(expression)).toBeUndefined());

it.each([
  ["foo", 'an operator behind "foo"'],
  [" ", "a subject at the beginning"],
  ["== b", "a subject at the beginning"],
  ["attribute:a ==", 'an argument behind "=="'],
  ["attribute:a = b", 'an operator behind "attribute:a"'],
  ["attribute:a == b and", 'a subject behind "and"'],
  ["attribute:a == b ||", 'a subject behind "||"'],
  ["and attribute:a == b", "a subject at the beginning"],
  ["attribute:a == b attribute:c == d", '"and" or "or" behind "b"'],
  ["(attribute:a == b", '")" behind "b"'],
  ["attribute:a == b)", '"and" or "or" behind "b"'],
  ["not", 'a subject behind "not"'],
  ["attribute:a in b", 'a list such as [a, b] behind "in"'],
  ["attribute:a in []", 'a list such as [a, b] behind "in"'],
  ["attribute:a in [b,]", 'a list such as [a, b] behind "in"'],
  ["attribute:a in [b", 'a list such as [a, b] behind "in"'],
  ["attribute:a =~ (b|c", '")" behind "(b|c"'],
  ["attribute:a =~ b|c)", '"and" or "or" behind "b|c"'],
  ["(attribute:a =~ (b|c)", '")" behind "(b|c)"'],
  ["attribute:a == b&&", 'a subject behind "&&"'],
  ["attribute:a == and attribute:b == c", 'an argument behind "=="'],
  ["attribute:a == !=", 'an argument behind "=="'],
  ["(attribute:a ==)", 'an argument behind "=="'],
  ["attribute:a exists b", '"and" or "or" behind "exists"'],
])("finds what %j lacks", (expression, missing) => expect(expressionProblem(expression)).toBe(missing));

it.each(["(", "[", "!", '"[', "a == b&&a ", "a == (", "[&&", "&&a"])(
  "reads a long expression of %s in time",
  (part) => {
    const long = part.repeat(2000 / part.length);
    for (const expression of [long, `a == ${long}`]) withinTime(() => expressionProblem(expression), 0.2);
    expect(expressionProblem(long)).toBeDefined();
  },
);

it("refuses it in the placement of a service", () =>
  expect(
    problemsOf(
      { cluster: { instances: { general: { types: ["m7g.large"], max: 3 } } } },
      {
        runsOn: {
          instances: "general",
          placement: { constraints: [{ type: "memberOf", expression: "foo" }] },
        },
      },
    ),
  ).toEqual([
    'services.web.runsOn.placement.constraints[0].expression must be a query such as attribute:ecs.instance-type == m7g.large, got "foo"; it needs an operator behind "foo"',
  ]));
