import { ConfigurationError } from "../../../environments/errors";
import type { EnvironmentInput, ServiceInput } from "../../../environments/input";
import { resolve } from "../../../environments/resolve";
import { sharedNameProblems } from "../../../environments/rules/shared-names";
import { inputWith, problemsOf } from "../../support/language";
import { root } from "../../support/synth-environment";

type Change = Partial<EnvironmentInput>;
const web = { image: { uri: "registry.example.com/web:1" }, port: 3000, route: { path: "/*" } };
const other = "444455556666";

const inputsOf = (first: Change, second: Change) =>
  [first, second].map((change) => inputWith({ services: { web }, ...change }));

/** What the second of two environments is refused for by a command for it alone. */
function alone(first: Change, second: Change): readonly string[] {
  const [one, two] = inputsOf(first, second);
  if (one === undefined || two === undefined) return [];
  try {
    resolve(two, root, { [one.name]: one });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** What two environments are refused for in one synthesis. */
const together = (first: Change, second: Change): string[] =>
  sharedNameProblems(inputsOf(first, second).map((each) => resolve(each, root)));

const SAME: [Change, Change, string] = [
  { project: "a-b", name: "c" },
  { project: "a", name: "b-c" },
  'got "a-b-c" beside "a-b-c"',
];
const overlaps = (first: Change, names: string) =>
  `name must not produce names that overlap with those of environment "${first.name ?? ""}" in account 111122223333, ${names}; rename the project or the environment, or use another account`;

it.each<[Change, Change, string]>([
  SAME,
  [{ name: "prod" }, { name: "prod-eu" }, 'got "slipway-prod-eu" beside "slipway-prod"'],
  [{ name: "prod-eu" }, { name: "prod" }, 'got "slipway-prod" beside "slipway-prod-eu"'],
  [{ project: "a", name: "b" }, { project: "a-b", name: "c" }, 'got "a-b-c" beside "a-b"'],
  [{ name: "prod" }, { name: "prod-eu", region: "us-east-1" }, 'got "slipway-prod-eu" beside "slipway-prod"'],
])("refuses %j beside %j in one account", (first, second, names) =>
  expect(together(first, second)).toEqual([`environment "${second.name ?? ""}": ${overlaps(first, names)}`]),
);

it("refuses equal names for one environment alone too, and lets nested ones be operated", () => {
  const [first, second, names] = SAME;
  expect(alone(first, second)).toEqual([overlaps(first, names)]);
  expect(alone({ name: "prod" }, { name: "prod-eu" })).toEqual([]);
});

it.each<[Change, Change]>([
  [{ name: "prod" }, { name: "prod-eu", account: other }],
  [{ name: "dev" }, { name: "dev2" }],
  [{ name: "prod" }, { name: "production" }],
  [{ name: "dev" }, { name: "dev-two", emulator: { endpoint: "http://localhost:4566" } }],
])("accepts %j beside %j", (first, second) => {
  expect(together(first, second)).toEqual([]);
  expect(alone(first, second)).toEqual([]);
});

const domain = { name: "shop.example.com", zone: "example.com" };

it("refuses one domain in two environments, in whichever accounts", () => {
  const [first, second]: [Change, Change] = [
    { name: "a", domain },
    { name: "b", account: other, domain: [domain] },
  ];
  const problem =
    'domain.name must not be that of environment "a" too, got "shop.example.com"; requests reach one of them only';
  expect(alone(first, second)).toEqual([problem]);
  expect(together(first, second)).toEqual([`environment "b": ${problem}`]);
});

it("accepts one name in two zones, and another name in one zone", () => {
  const zone = (id: string) => ({ ...domain, zone: { id } });
  expect(alone({ name: "a", domain: zone("Z1A") }, { name: "b", domain: zone("Z2B") })).toEqual([]);
  expect(alone({ name: "a", domain }, { name: "b", domain: zone("Z1A") })).toEqual([]);
  expect(alone({ name: "a", domain }, { name: "b", domain: { ...domain, name: "b.example.com" } })).toEqual(
    [],
  );
});

const published = (name?: string): ServiceInput => ({
  image: "apps/backend",
  port: 3000,
  repository: { public: { description: "The web.", ...(name !== undefined && { name }) } },
});
const meshed = (mesh: string, virtualService = "web.shop.local"): ServiceInput => ({
  ...web,
  mesh: { name: mesh, discovery: { dns: "web.shop.local" }, virtualService },
});
const bare = { image: web.image, port: web.port };

describe("a name that AWS gives once", () => {
  it.each<[string, Change, Change, string]>([
    [
      "a public repository in an account",
      { services: { web: published("shop/web") } },
      { region: "us-east-1", services: { web: published("shop/web") } },
      'services.web.repository.public.name must be unique in the public registry of account 111122223333, got "shop/web", which services.web.repository.public.name of environment "a" has too; choose another name',
    ],
    [
      "a namespace in an account and region",
      { namespace: "shop" },
      { namespace: "shop" },
      'namespace must be unique in AWS Cloud Map of account 111122223333 in eu-west-1, got "shop", which namespace of environment "a" has too; choose another name',
    ],
    [
      "a namespace that is called like the default of another environment",
      { services: { web: { ...bare, connect: {} } } },
      { namespace: "slipway-a" },
      'namespace must be unique in AWS Cloud Map of account 111122223333 in eu-west-1, got "slipway-a", which namespace of environment "a" has too; choose another name',
    ],
    [
      "a virtual service in a mesh",
      { services: { web: meshed("shop") } },
      { services: { api: meshed("shop") } },
      'services.api.mesh.virtualService must be unique in mesh shop of account 111122223333 in eu-west-1, got "web.shop.local", which services.web.mesh.virtualService of environment "a" has too; choose another name',
    ],
  ])("is refused in a set of environments, and not for one of them: %s", (_, first, second, problem) => {
    const [one, two]: [Change, Change] = [
      { name: "a", ...first },
      { name: "b", ...second },
    ];
    expect(alone(one, two)).toEqual([]);
    expect(together(one, two)).toEqual([`environment "b": ${problem}`]);
  });

  it.each<[string, Change, Change]>([
    [
      "a public repository in two accounts",
      { services: { web: published("shop/web") } },
      { account: other, services: { web: published("shop/web") } },
    ],
    [
      "public repositories by default",
      { services: { web: published() } },
      { services: { web: published() } },
    ],
    ["a namespace in two regions", { namespace: "shop" }, { namespace: "shop", region: "us-east-1" }],
    [
      "a virtual service in two meshes",
      { services: { web: meshed("one") } },
      { services: { web: meshed("two") } },
    ],
  ])("is accepted: %s", (_, first, second) =>
    expect(together({ name: "a", ...first }, { name: "b", ...second })).toEqual([]),
  );

  it("is refused twice in one environment", () =>
    expect(
      problemsOf({ services: { api: published("shop/web"), web: published("shop/web") } }).concat(
        problemsOf({
          services: { api: { ...meshed("shop"), route: { path: "/api" } }, web: meshed("shop") },
        }),
      ),
    ).toEqual([
      'services.web.repository.public.name must be unique in the public registry of account 111122223333, got "shop/web", which services.api.repository.public.name has too; choose another name',
      'services.web.mesh.virtualService must be unique in mesh shop of account 111122223333 in eu-west-1, got "web.shop.local", which services.api.mesh.virtualService has too; choose another name',
    ]));
});

describe("in a namespace that two environments share", () => {
  const namespace = { arn: "arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0a1b" };
  const serving = (as: string): Change => ({ namespace, services: { web: { ...bare, connect: { as } } } });

  it("refuses one alias for two services in the set, and lets each environment be operated", () => {
    const [one, two] = [
      { name: "a", ...serving("web") },
      { name: "b", ...serving("web") },
    ];
    expect(together(one, two)).toEqual([
      `environment "b": services.web.connect must be unique in namespace ${namespace.arn}, got "web:3000", which services.web.connect of environment "a" has too; choose another name`,
    ]);
    expect(alone(one, two)).toEqual([]);
  });

  it("accepts an alias for each", () =>
    expect(together({ name: "a", ...serving("a-web") }, { name: "b", ...serving("b-web") })).toEqual([]));
});

describe("an existing file system in two environments", () => {
  const using = (path?: string, id = "fs-0a1b2c3d"): Change => ({
    fileSystems: { shared: { id, securityGroup: "sg-0a1b" } },
    services: {
      web: {
        ...bare,
        volumes: {
          data: {
            mount: "/data",
            fileSystem: { name: "shared", ...(path !== undefined && { path }) },
          },
        },
      },
    },
  });
  const both = (first: Change, second: Change) => together({ name: "a", ...first }, { name: "b", ...second });

  it("is refused in the set when both see one folder by default", () => {
    expect(both(using(), using())).toEqual([
      'environment "b": services.web.volumes.data.fileSystem.path must be set where environment "a" uses the file system fs-0a1b2c3d too, got nothing; both would see the folder /web/data: write another one, or the same one to share it',
    ]);
    expect(alone({ name: "a", ...using() }, { name: "b", ...using() })).toEqual([]);
  });

  it.each<[string, Change, Change]>([
    ["a path is written in one", using(), using("/b/data")],
    ["the shared path is written in one", using("/web/data"), using()],
    ["they are two file systems", using(), using(undefined, "fs-1a1b2c3d")],
  ])("is accepted when %s", (_, first, second) => expect(both(first, second)).toEqual([]));
});
