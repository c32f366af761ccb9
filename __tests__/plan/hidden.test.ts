import { isHidden } from "../../plan/hidden";

test.each([
  "DB_PASSWORD",
  "PGPASS",
  "API_TOKEN",
  "STRIPE_KEY",
  "clientSecret",
  "SESSION_SALT",
  "BASIC_AUTH",
  "DATABASE_URL",
  "SENTRY_DSN",
  "SLACK_WEBHOOK",
  "CARD_PIN",
])("the value of %s is shown to nobody", (name) => {
  expect(isHidden(name, "on")).toBe(true);
});

test.each([
  "postgres://app:hunter2@db/orders",
  "amqp://app:hun/ter2@queue",
  "-Xmx1g -Djavax.net.ssl.keyStorePassword=hunter2",
  'Server=db;Password = "hunter2"',
  '{"apiKey": "hunter2"}',
  "-----BEGIN PRIVATE KEY-----",
  "AKIAIOSFODNN7EXAMPLE",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x",
  "sk-live-5e0f2a77c19b",
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
])("a value that looks like a secret is hidden whatever its name: %s", (value) => {
  expect(isHidden("SETTING", value)).toBe(true);
});

test.each([
  ["LOG_LEVEL", "debug"],
  ["NODE_ENV", "production"],
  ["PGHOST", "slipway-dev-orders.c1a2b3.eu-west-1.rds.amazonaws.com"],
  ["ALLOWED_ORIGINS", "https://shop.example.com,https://www.example.com"],
  ["JAVA_OPTIONS", "-Xmx1g -Dcache.keys=true"],
  ["FEATURES", ""],
])("%s=%s is shown", (name, value) => {
  expect(isHidden(name, value)).toBe(false);
});
