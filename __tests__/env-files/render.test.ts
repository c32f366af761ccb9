import { parseEnv } from "node:util";
import { quoteEnvValue } from "../../env-files/quote";
import { renderEnvFile } from "../../env-files/render";
import { service } from "./service";

test("variables are sorted by name, secrets are comments with the reference only", () => {
  const text = renderEnvFile(
    service({
      environment: { PORT: "3000", GREETING: "Ahoy, all", NODE_ENV: "production" },
      secrets: {
        STRIPE_KEY: { kind: "secret", nameOrArn: "shop/stripe", key: "api" },
        DATABASE_URL: { kind: "parameter", nameOrArn: "/shop/database" },
        TOKEN: { kind: "secret", nameOrArn: "shop/token" },
      },
    }),
  );
  expect(text.split("\n")).toEqual([
    "# Written by `slipway env-files`: change the environment's declaration, not this file.",
    "GREETING='Ahoy, all'",
    "NODE_ENV=production",
    "PORT=3000",
    "# Filled by ECS; a local value belongs into backend.secrets.env:",
    '# DATABASE_URL: SSM parameter "/shop/database"',
    '# STRIPE_KEY: Secrets Manager secret "shop/stripe", key "api"',
    '# TOKEN: Secrets Manager secret "shop/token"',
    "",
  ]);
});

test("the variables of a database are named, and have no value before it is there", () => {
  const use = { database: "orders", access: "readwrite", prefix: "ORDERS_", sslMode: "require" } as const;
  const named = (iamUser?: string) =>
    renderEnvFile(service({ uses: [{ ...use, ...(iamUser !== undefined && { iamUser }) }] })).split("\n");
  const names = "# ORDERS_PGHOST, ORDERS_PGPORT, ORDERS_PGDATABASE, ORDERS_PGSSLMODE, ORDERS_PGUSER";
  expect(named()).toEqual([
    "# Written by `slipway env-files`: change the environment's declaration, not this file.",
    "# Filled by ECS for the database orders; local values belong into backend.secrets.env:",
    `${names}, ORDERS_PGPASSWORD`,
    "",
  ]);
  expect(named("app")[2]).toBe(names);
});

test("a reference can not break out of its comment", () => {
  const text = renderEnvFile(service({ secrets: { A: { kind: "secret", nameOrArn: "x\nB=1" } } }));
  expect(text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
});

test("a value that no environment can hold is refused by its name", () => {
  expect(() => renderEnvFile(service({ environment: { A: "a\0b", B: "b" } }))).toThrow(
    'service "backend" is not valid:\n  - services.backend.environment.A must have no NUL character',
  );
});

test("a name that docker compose does not read is refused", () => {
  expect(() =>
    renderEnvFile(service({ environment: { "ConnectionStrings:Shop": "b", "spring.url": "c" } })),
  ).toThrow(
    'service "backend" is not valid:\n  - services.backend.environment.ConnectionStrings:Shop as a name must have letters, digits, _, ., -, [ and ] in an env file, got "ConnectionStrings:Shop"; docker compose reads no other, so set it under environment in the compose file',
  );
});

test.each([
  ["plain", "a/b:c@d", "a/b:c@d"],
  ["blank", "a b", "'a b'"],
  ["dollar", "$a", "'$a'"],
  ["single quote", "it's", '"it\'s"'],
  ["single quote and dollar", "it's $5", '"it\'s \\$5"'],
  ["newline", "a\nb", '"a\\nb"'],
])("the simplest quoting that keeps the value: %s", (_name, value, quoted) => {
  expect(quoteEnvValue(value)).toBe(quoted);
});

test("what needs no escape means the same to other readers", () => {
  const values = { A: "$HOME", B: 'say "hi"', C: "x #y", D: "plain", E: "", F: "  blank  ", G: "`id`" };
  expect(parseEnv(renderEnvFile(service({ environment: values })))).toEqual(values);
});
