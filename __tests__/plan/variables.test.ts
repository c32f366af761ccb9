import { containersOf } from "../../plan/containers";
import { secretLines, secretsOf } from "../../plan/secrets";
import { variableLines, variablesOf } from "../../plan/variables";
import { changed, definition, resources, texts } from "./planned";

const pairs = (values: Record<string, unknown>, as: "value" | "valueFrom") =>
  Object.entries(values).map(([name, value]) => ({ name, [as]: value }));
const container = (
  name: string,
  variables: Record<string, unknown>,
  secrets: Record<string, string> = {},
) => ({
  name,
  image: `${name}:1`,
  environment: pairs(variables, "value"),
  secrets: pairs(secrets, "valueFrom"),
});
const ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/stripe-AbCdEf";

const web = (before: object | undefined, after: object | undefined, details = {}) =>
  containersOf(
    resources(
      changed(
        "aws_ecs_task_definition.web",
        before ? definition("shop-dev-web", before) : null,
        after ? definition("shop-dev-web", after) : null,
        before && after ? { replace_paths: [["container_definitions"]], ...details } : details,
      ),
    ),
    "shop-dev",
  );

test("variables by name, with values only where they are plain", () => {
  const containers = web(
    container("web", { A: "1", GONE: "x", OLD_KEY: "k", SAME: "s", TOKEN: "a" }),
    container("web", {
      A: "2",
      HOST: "${aws_db_instance.x.address}",
      NEW: 'a\nb"',
      NUMBER: 5,
      SAME: "s",
      TOKEN: "b",
    }),
  );
  expect(texts(variableLines(variablesOf(containers)))).toEqual([
    '[web]: [A] ["1"] -> ["2"]',
    '[web]: [GONE] removed, was ["x"]',
    "[web]: [HOST] added, with a value that the deployment makes",
    '[web]: [NEW] added: ["a\\nb\\""]',
    '[web]: [NUMBER] added: ["5"]',
    "[web]: [OLD_KEY] removed (value hidden)",
    "[web]: [TOKEN] changed (value hidden)",
  ]);
});

test("a hidden value is nowhere in the model either", () => {
  const variables = variablesOf(web(container("web", { TOKEN: "aaa" }), container("web", { TOKEN: "bbb" })));
  expect(variables).toEqual([
    { container: "web", name: "TOKEN", effect: "changed", hidden: true, later: false },
  ]);
});

test("what Terraform marks as sensitive is shown by name alone", () => {
  const marks = { after_sensitive: { container_definitions: true } };
  const variables = variablesOf(web(container("web", { A: "1" }), container("web", { A: "2" }), marks));
  expect(texts(variableLines(variables))).toEqual(["[web]: [A] changed (value hidden)"]);
});

test("a value that only the deployment knows is no difference that could be shown", () => {
  const variables = variablesOf(
    web(container("web", { HOST: "db" }), container("web", { HOST: "${x_y.z.a}" })),
  );
  expect(texts(variableLines(variables))).toEqual(["[web]: [HOST] gets a value that the deployment makes"]);
});

test("a long value is cut, and says how long it is", () => {
  const [line = ""] = texts(
    variableLines(variablesOf(web(container("web", {}), container("web", { A: "ab ".repeat(100) })))),
  );
  expect([line.length < 180, line.endsWith("... (300 characters)]")]).toEqual([true, true]);
});

test("secrets by the name of their reference: without account, with key and version", () => {
  const containers = web(
    container(
      "web",
      {},
      { KEY: `${ARN}:api::`, GONE: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/gone", SAME: ARN },
    ),
    container(
      "web",
      {},
      { KEY: `${ARN}:api:AWSPREVIOUS:`, NEW: "${aws_db_instance.x.secret}:password::", SAME: ARN },
    ),
  );
  expect(texts(secretLines(secretsOf(containers)))).toEqual([
    "[web]: [GONE] removed, was from [/shop/gone]",
    "[web]: [KEY] from [shop/stripe-AbCdEf:api] -> [shop/stripe-AbCdEf:api:AWSPREVIOUS]",
    "[web]: [NEW] added, from [aws_db_instance.x.secret:password::]",
  ]);
});

test("containers beside the service's own, new and removed ones", () => {
  const containers = containersOf(
    resources(
      changed(
        "aws_ecs_task_definition.web",
        null,
        definition("shop-dev-web", container("web", { A: "1" }), container("proxy", {})),
      ),
      changed("aws_ecs_task_definition.old", definition("shop-dev-old", container("old", { B: "1" })), null),
      changed("aws_ecs_task_definition.same", definition("shop-dev-same"), definition("shop-dev-same")),
    ),
    "shop-dev",
  );
  expect(
    containers.map(({ name, before, after }) => [name, before !== undefined, after !== undefined]),
  ).toEqual([
    ["old", true, false],
    ["web", false, true],
    ["web/proxy", false, true],
  ]);
});
