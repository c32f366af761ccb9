import { ConfigurationError } from "../../../environments/errors";
import type { EnvironmentInput, ServiceInput } from "../../../environments/input";
import { resolve } from "../../../environments/resolve";
import type { RegistryInput } from "../../../environments/topics/registry";
import { root } from "../../support/synth-environment";

const OTHER = "444455556666";

const environment = (
  name: string,
  services: Readonly<Record<string, ServiceInput>>,
  more: Partial<EnvironmentInput> = {},
): EnvironmentInput => ({ name, account: "111122223333", region: "eu-west-1", services, ...more });

const dev = (service: Partial<ServiceInput> = {}, more: Partial<EnvironmentInput> = {}) =>
  environment("dev", { web: { image: "apps/backend", port: 3000, ...service } }, more);
const staging = environment("staging", { web: { image: { from: "dev" } } });

function problemsOf(input: EnvironmentInput, others: readonly EnvironmentInput[]): readonly string[] {
  const known = Object.fromEntries([input, ...others].map((each) => [each.name, each]));
  try {
    resolve(input, root, known);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const resolved = (input: EnvironmentInput, ...others: readonly EnvironmentInput[]) =>
  resolve(input, root, Object.fromEntries([input, ...others].map((each) => [each.name, each])));

const ORIGIN = {
  environment: "dev",
  service: "web",
  account: "111122223333",
  region: "eu-west-1",
  repository: "slipway-dev-web",
  architecture: "x86_64",
};

describe("an image of another environment", () => {
  test("is that of the service with the same name, and has no repository", () => {
    const [web] = resolved(staging, dev()).services;
    expect(web?.image).toEqual({ kind: "promoted", from: "dev", service: "web", origin: ORIGIN });
    expect(web).not.toHaveProperty("repository");
  });

  test("is followed to the environment that builds it", () => {
    const production = environment("production", {
      admin: { image: { from: "staging", service: "web" } },
      web: { image: { from: "staging" } },
    });
    expect(resolved(production, staging, dev()).services.map(({ image }) => image)).toEqual(
      ["admin", "web"].map(() => ({ kind: "promoted", from: "staging", service: "web", origin: ORIGIN })),
    );
  });

  test("also for a container beside the service, and of one", () => {
    const proxy = { image: "apps/frontend", port: 8080 };
    const builds = dev({ containers: { proxy } });
    const [web] = resolved(
      environment("staging", {
        web: {
          image: { from: "dev", service: "web/proxy" },
          containers: { proxy: { image: { from: "dev" } }, web2: { image: { from: "dev", service: "web" } } },
        },
      }),
      builds,
    ).services;
    const side = { ...ORIGIN, service: "web/proxy", repository: "slipway-dev-web/proxy" };
    expect([web?.image, ...(web?.containers ?? []).map(({ image }) => image)]).toEqual([
      { kind: "promoted", from: "dev", service: "web/proxy", origin: side },
      { kind: "promoted", from: "dev", service: "web/proxy", origin: side },
      { kind: "promoted", from: "dev", service: "web", origin: ORIGIN },
    ]);
    expect(web?.containers?.[0]).not.toHaveProperty("repository");
  });

  test("runs on the architecture that it is built for", () => {
    const arm = environment("staging", { web: { image: { from: "dev" }, architecture: "arm64" } });
    const [web] = resolved(arm, dev({ architecture: "arm64" })).services;
    expect(web?.image).toMatchObject({ origin: { architecture: "arm64" } });
  });

  test("stays with what is built here, whose repository it leaves alone", () => {
    const mixed = environment("staging", {
      web: {
        image: { from: "dev" },
        repository: { keepImages: 30 },
        containers: { proxy: { image: "apps/frontend" } },
      },
    });
    expect(resolved(mixed, dev()).services[0]?.containers?.[0]?.repository?.keepImages).toBe(30);
  });
});

const other = (image: ServiceInput["image"], more: Partial<EnvironmentInput> = {}) =>
  environment("production", { web: { image } }, { account: OTHER, ...more });

describe("another account", () => {
  test.each<[string, EnvironmentInput]>([
    ["the repository's pullAccounts", dev({ repository: { pullAccounts: [OTHER] } })],
    ["its pushAccounts", dev({ repository: { pushAccounts: [OTHER] } })],
    ["the registry's pullAccounts", dev({}, { registry: { policy: { pullAccounts: [OTHER] } } })],
    ["the registry's pushAccounts", dev({}, { registry: { policy: { pushAccounts: [OTHER] } } })],
  ])("may pull by %s", (_, builds) => {
    expect(problemsOf(other({ from: "dev" }), [builds])).toEqual([]);
  });

  test("may not pull without", () => {
    expect(problemsOf(other({ from: "staging" }), [staging, dev()])).toEqual([
      'services.web.image.from must lead to a repository that account 444455556666 may pull from, got "slipway-dev-web" of account 111122223333; add "444455556666" to services.web.repository.pullAccounts of environment "dev"',
    ]);
  });
});

describe("a copy in the environment's own registry", () => {
  const copied = (more: Partial<EnvironmentInput> = {}) => other({ from: "dev", replicated: true }, more);
  const copying = (registry: RegistryInput) => dev({}, { registry });
  const missing = (at: string) =>
    `services.web.image.replicated must not be true without copies of "slipway-dev-web" in account 444455556666 in ${at}, got true; name that account and region in registry.replication of environment "dev"`;

  test("is made by the registry of the environment that builds", () => {
    const builds = copying({ replication: [{ account: OTHER, region: "eu-west-1" }] });
    expect(resolved(copied(), builds).services[0]?.image).toEqual({
      kind: "promoted",
      from: "dev",
      service: "web",
      replicated: true,
      origin: ORIGIN,
    });
  });

  test("also when another environment has the settings of that registry", () => {
    const replication = [{ region: "us-east-1", prefixes: ["slipway-"] }];
    const owner = environment("tools", { web: { image: "apps/backend" } }, { registry: { replication } });
    const elsewhere = { account: "111122223333", region: "us-east-1" };
    expect(problemsOf(copied(elsewhere), [dev(), owner])).toEqual([]);
  });

  test.each<[string, EnvironmentInput, Partial<EnvironmentInput>, string]>([
    ["without replication", dev(), {}, missing("eu-west-1")],
    [
      "to another account",
      copying({ replication: [{ account: "777788889999", region: "eu-west-1" }] }),
      {},
      missing("eu-west-1"),
    ],
    [
      "to another region",
      copying({ replication: [{ account: OTHER, region: "eu-west-1" }] }),
      { region: "us-east-1" },
      missing("us-east-1"),
    ],
    [
      "of other repositories",
      copying({ replication: [{ account: OTHER, region: "eu-west-1", prefixes: ["shop-"] }] }),
      {},
      missing("eu-west-1"),
    ],
    [
      "in the registry that it is pushed to",
      dev(),
      { account: "111122223333" },
      'services.web.image.replicated must not be set for an image from the same registry, got true; "dev" builds it in account 111122223333 in eu-west-1, too',
    ],
  ])("is refused %s", (_, builds, more, message) => {
    expect(problemsOf(copied(more), [builds])).toEqual([message]);
  });

  test("is what another region needs", () => {
    expect(
      problemsOf(other({ from: "dev" }, { account: "111122223333", region: "us-east-1" }), [dev()]),
    ).toEqual([
      'services.web.image.replicated must be true for an image from another region, got nothing; "dev" builds it in eu-west-1, and this environment is in us-east-1',
    ]);
  });
});

const FROM = "services.web.image.from must";
const from = (name: string, service: Partial<ServiceInput> = {}) =>
  environment("staging", { web: { image: { from: name }, ...service } });
const external = environment("dev", { web: { image: { uri: "registry.example.com/web:1" } } });
const emulator = { endpoint: "http://localhost:4566" };

test.each<[string, EnvironmentInput, readonly EnvironmentInput[], string]>([
  [
    "an environment that is not there",
    from("deev"),
    [dev(), environment("production", {})],
    `${FROM} be one of the environments dev, production, got "deev"; did you mean "dev"?`,
  ],
  ["one, where there is no other", from("dev"), [], `${FROM} be another environment, got "dev"`],
  [
    "a name of JavaScript's",
    from("toString"),
    [dev()],
    `${FROM} be one of the environments dev, got "toString"`,
  ],
  ["itself", from("staging"), [dev()], `${FROM} be another environment, got "staging"`],
  [
    "a circle",
    from("dev"),
    [environment("dev", { web: { image: { from: "staging" } } })],
    `${FROM} lead to an image that is built here, got "dev", where ${FROM} not lead back, got "staging"; the way is staging -> dev -> staging`,
  ],
  [
    "an environment that can not be read",
    from("dev"),
    [dev({ port: 0 })],
    `${FROM} be an environment that is valid, got "dev", where services.web.port must be a whole number from 1 to 65535, got 0`,
  ],
  [
    "a service that is not there",
    environment("staging", { wweb: { image: { from: "dev" } } }),
    [dev({ containers: { proxy: { image: "apps/frontend" }, same: {} } })],
    'services.wweb.image.service must be one of the images of environment "dev" (web, web/proxy), got "wweb"; did you mean "web"?',
  ],
  [
    "a container that is not there",
    environment("staging", {
      web: { image: { from: "dev" }, containers: { proxy: { image: { from: "dev" } } } },
    }),
    [dev()],
    'services.web.containers.proxy.image.service must be one of the images of environment "dev" (web), got "web/proxy"',
  ],
  [
    "an image that is built elsewhere",
    from("dev"),
    [external],
    `${FROM} lead to an image that is built here, got "dev", where web runs registry.example.com/web:1; name that image by its uri`,
  ],
  [
    "an image that is built elsewhere, further on",
    environment("production", { web: { image: { from: "staging" } } }),
    [staging, external],
    `${FROM} lead to an image that is built here, got "staging", where ${FROM} lead to an image that is built here, got "dev", where web runs registry.example.com/web:1; name that image by its uri`,
  ],
  [
    "another architecture",
    from("dev", { architecture: "arm64" }),
    [dev()],
    'services.web.architecture must be "x86_64", as in environment "dev", which builds web, got "arm64"',
  ],
  [
    "Windows",
    from("dev", { platform: "windows-server-2022-core", writableRoot: true }),
    [dev()],
    'services.web.platform must be "linux", as in environment "dev", which builds web, got "windows-server-2022-core"',
  ],
  [
    "an emulator's image on AWS",
    from("dev"),
    [dev({}, { emulator })],
    `${FROM} lead to an environment on AWS, as this one is, got "dev"; "dev", which builds the image, is on the emulator http://localhost:4566`,
  ],
  [
    "AWS's image in an emulator",
    { ...from("dev"), emulator },
    [dev()],
    `${FROM} lead to an environment on the emulator http://localhost:4566, as this one is, got "dev"; "dev", which builds the image, is on AWS`,
  ],
  [
    "a repository",
    from("dev", { repository: { mutable: true } }),
    [dev()],
    'services.web.repository must not be set for an image that is promoted, got a repository; it is that of environment "dev"',
  ],
])("%s is refused", (_, input, others, message) => {
  expect(problemsOf(input, others)).toEqual([message]);
});

test.each<[object, string]>([
  [{ from: "" }, 'from must be a string with at least one character, got ""'],
  [
    { from: "dev", service: 1 },
    'service must be a string with at least one character, got 1; write "1" in quotes',
  ],
  [{ from: "dev", replicated: false }, "replicated must be true, or left out, got false"],
  [
    { from: "dev", context: "apps/backend" },
    'context must be a known property, got "context"; known are from, service, replicated',
  ],
  [
    { from: "dev", target: "builder" },
    'target must be a known property, got "target"; known are from, service, replicated',
  ],
])("%j is refused", (image, message) => {
  expect(problemsOf(from("dev", { image: image as ServiceInput["image"] }), [dev()])).toEqual([
    `services.web.image.${message}`,
  ]);
});

test("what is wrong on the way and in the environment itself is told together", () => {
  const input = from("production", { port: 3000, publicIp: { allowedCidrs: ["10.0.0.0/8"] }, exec: true });
  expect(problemsOf(input, [dev()])).toEqual([
    `${FROM} be one of the environments dev, got "production"`,
    expect.stringContaining("services.web.exec must not be true"),
  ]);
});
