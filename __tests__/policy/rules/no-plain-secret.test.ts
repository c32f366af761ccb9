import { taskOf } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-plain-secret");
const found = (name: string, value: string) =>
  problems([taskOf({ name: "web", environment: [{ name, value }] })]);
// Put together here, so that no scanner of sources takes them for real ones.
const join = (...parts: string[]) => parts.join("");
const KEY_ID = join("AKIA", "IOSFODNN7EXAMPLE");
const SECRET_KEY = join("wJalrXUtnFEMI", "/K7MDENG/bPxRfiCY", "EXAMPLEKEY");

test.each([
  ["NODE_ENV", "production"],
  ["PORT", "3000"],
  ["DATABASE_URL", "postgres://db.internal:5432/orders"],
  ["DATABASE_URL", "postgres://app@db.internal:5432/orders"],
  ["DATABASE_URL", "postgres://app:${local.nothing}@db.internal/orders"],
  ["COMMIT", "0f5a3c9d".repeat(5)],
  ["IMAGE_DIGEST", `sha256:${"0123456789abcdef".repeat(4)}`],
  ["REQUEST_ID", "3fa85f64-5717-4562-b3fc-2c963f66afa6"],
  ["PGHOST", "${data.terraform_remote_state.foundation.outputs.cross-stack-output-aws_db_instance}"],
  ["METRIC", "ECSServiceAverageMemoryUtilization2"],
  ["DB_PASSWORD_FILE", "/run/secrets/db"],
  ["DB_PASSWORD", "/run/secrets/db"],
  ["DB_PASSWORD", ""],
  ["DB_PASSWORD", "${data.aws_ssm_parameter.name.arn}"],
  ["STRIPE_SECRET", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/stripe"],
  ["CSRF_TOKEN", "true"],
  ["MAX_TOKEN", "4096"],
  ["TOKEN", "https://login.example.com/token"],
  ["PUBLIC_KEY", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"],
  ["KEYBOARD", "qwerty"],
])("good: %s=%s", (name, value) => {
  expect(found(name, value)).toEqual([]);
});

test.each([
  ["DB_PASSWORD", "hunter2", "a literal value, and a name of a secret"],
  ["dbPassword", "hunter2", "a literal value, and a name of a secret"],
  ["PGPASSWORD", "hunter2", "a literal value, and a name of a secret"],
  ["GITHUB_TOKEN", "abc", "a literal value, and a name of a secret"],
  ["STRIPE_API_KEY", "abc", "a literal value, and a name of a secret"],
  ["SESSION_SECRET", "prefix-${local.x}", "a literal value, and a name of a secret"],
  ["ID", KEY_ID, "an AWS access key"],
  ["VALUE", SECRET_KEY, "a random text"],
  ["CERT", join("-----BEGIN RSA PRIVATE", " KEY-----\nMIIE"), "a private key"],
  ["CERT", join("-----BEGIN PRIVATE", " KEY-----\nMIIE"), "a private key"],
  [
    "BEARER",
    join("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0", ".dozjgNryP4J3jVmNHl0w5N"),
    "a JSON web token",
  ],
  ["CI", join("ghp_", "a1B2".repeat(9)), "a GitHub token"],
  ["CI", join("glpat-", "a1B2c3D4e5F6g7H8i9J0"), "a GitLab token"],
  ["HOOK", join("xoxb-", "123456789012-abc"), "a Slack token"],
  ["PAY", join("sk_live_", "a1B2c3D4e5F6g7H8"), "a Stripe key"],
  ["DATABASE_URL", "postgres://app:hunter2@db.internal:5432/orders", "a URL with a password"],
  ["URL", "redis://:hunter2@${aws_elasticache_cluster.c.address}:6379", "a URL with a password"],
  ["ANY", "${data.aws_secretsmanager_secret_version.v.secret_string}", "a reference to a secret's value"],
  ["ANY", "${random_password.p.result}", "a reference to a secret's value"],
  ["ANY", "${data.aws_ssm_parameter.token.value}", "a reference to a secret's value"],
])("bad: %s, %#", (name, value, form) => {
  const [problem = "", ...others] = found(name, value);
  expect([problem, others]).toEqual([
    `aws_ecs_task_definition.t.container_definitions container "web" environment variable ${name} must not hold a ` +
      `secret, got ${form}; name it in \`secrets\``,
    [],
  ]);
  expect(problem).not.toContain(value);
});

test("good: no variables, and secrets by reference", () => {
  const secrets = [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:db" }];
  expect(problems([taskOf({ name: "web" }, { name: "proxy", environment: [], secrets })])).toEqual([]);
});
