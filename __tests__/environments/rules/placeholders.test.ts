import type { EnvironmentInput } from "../../../environments/input";
import { fillPlaceholders } from "../../../environments/rules/placeholders";
import { inputWith, problemsOf, resolved } from "../../support/language";

const known = "project, environment, region, account, service";
const command = (text: string) => resolved({}, { command: [text] }).services[0]?.command?.[0];

describe("a placeholder", () => {
  it.each([
    ["${project} ${environment} ${region} ${account} ${service}", "slipway dev eu-west-1 111122223333 web"],
    ["jdbc:postgresql://$${DB_HOST}:5432/x", "jdbc:postgresql://${DB_HOST}:5432/x"],
    ["$${service}", "${service}"],
    ["$$${service}", "$${service}"],
    ["$$$${A}$${B}", "$$${A}${B}"],
    ["%{if x} $HOME {service} $", "%{if x} $HOME {service} $"],
  ])("makes %j %j", (written, filled) => expect(command(written)).toBe(filled));

  it("is filled in every text, also before its rule is checked", () => {
    const environment = resolved(
      { tags: { stage: "${environment}" } },
      {
        image: { uri: "registry.example.com/${service}:1", credentials: { secret: "${project}/registry" } },
        route: { path: "/${service}/*", health: "/${service}/health", host: "${environment}.example.com" },
        environment: { NAME: "${service}" },
        labels: { stage: "${environment}", "${environment}": "key" },
        secrets: { KEY: { secret: "${project}/${environment}/key" } },
        logRouter: { to: { cloudWatch: { streamPrefix: "${service}/" } } },
        containers: { proxy: { entryPoint: ["${service}"] } },
      },
    );
    const [service] = environment.services;
    expect(environment.tags).toMatchObject({ stage: "dev" });
    expect(service).toMatchObject({
      image: { uri: "registry.example.com/web:1", credentials: { nameOrArn: "slipway/registry" } },
      route: { path: "/web/*", health: "/web/health", host: "dev.example.com" },
      environment: { NAME: "web" },
      labels: { stage: "dev", "${environment}": "key" },
      secrets: { KEY: { nameOrArn: "slipway/dev/key" } },
      logRouter: { to: { streamPrefix: "web/" } },
      containers: [{ entryPoint: ["web"] }],
    });
  });

  it("without a value is refused by the path of its text, with the escape", () => {
    expect(
      problemsOf(
        { tags: { a: "${service}" } },
        { command: ["sh", "-c", "echo ${HOME}"], route: { path: '/${file("x")}' }, labels: { b: "${" } },
      ),
    ).toEqual([
      `services.web.command[2] must use placeholders out of ${known}, got "\${HOME}"; write "$\${HOME}" to keep the text`,
      `services.web.route.path must use placeholders out of ${known}, got "\${file(\\"x\\")}"; write "$\${file(\\"x\\")}" to keep the text`,
      `services.web.labels.b must use placeholders out of ${known}, got "\${"; write "$\${" to keep the text`,
      `tags.a must use placeholders out of project, environment, region, account, got "\${service}"; write "$\${service}" to keep the text`,
    ]);
  });

  it("names three of many in one problem, each once", () => {
    expect(problemsOf({}, { command: ["${A} ${A} ${B} ${C} ${D}"] })).toEqual([
      `services.web.command[0] must use placeholders out of ${known}, got "\${A}", "\${B}", "\${C}"; write "$\${A}" to keep the text`,
    ]);
  });

  it("is no part of what placeholders are made of", () => {
    expect(problemsOf({ name: "${project}" })).toEqual([
      expect.stringMatching(/^name must have lower-case letters.*, got "\$\{project\}"$/),
    ]);
  });
});

it("fills an environment of the same objects where there is no placeholder", () => {
  const input = inputWith({ tags: { a: "b" } });
  expect(fillPlaceholders(input).input).toBe(input);
});

it("reads a hundred thousand openings in well under a second", () => {
  const input = inputWith({ tags: { a: "${".repeat(100_000) } });
  const before = performance.now();
  expect(fillPlaceholders(input).problems).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(1000);
});

it("leaves data that contains itself to the schema", () => {
  const input: Record<string, unknown> = { name: "dev", tags: { a: "${environment}" } };
  input.services = input;
  expect(fillPlaceholders(input as unknown as EnvironmentInput).input).toMatchObject({ tags: { a: "dev" } });
});
