import { ConfigurationError } from "../../../environments/errors";
import type { EnvironmentInput } from "../../../environments/input";
import { resolve } from "../../../environments/resolve";
import { sharedNameProblems } from "../../../environments/rules/shared-names";
import { inputWith } from "../../support/language";
import { root } from "../../support/synth-environment";

type Change = Partial<EnvironmentInput>;
const web = { image: { uri: "registry.example.com/web:1" }, port: 3000, route: { path: "/*" } };
const other = "444455556666";

/** What the second of two environments is refused for. */
function problems(first: Change, second: Change): readonly string[] {
  const inputs = {
    first: inputWith({ services: { web }, ...first }),
    second: inputWith({ services: { web }, ...second }),
  };
  const [one, two] = [resolve(inputs.first, root), resolve(inputs.second, root)];
  try {
    resolve(inputs.second, root, { [inputs.first.name]: inputs.first });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(sharedNameProblems([one, two])).toEqual(
      error.problems.map((problem) => `environment "${two.name}": ${problem}`),
    );
    return error.problems;
  }
  expect(sharedNameProblems([one, two])).toEqual([]);
  return [];
}

it.each<[Change, Change, string]>([
  [{ project: "a-b", name: "c" }, { project: "a", name: "b-c" }, 'got "a-b-c" beside "a-b-c"'],
  [{ name: "prod" }, { name: "prod-eu" }, 'got "slipway-prod-eu" beside "slipway-prod"'],
  [{ name: "prod-eu" }, { name: "prod" }, 'got "slipway-prod" beside "slipway-prod-eu"'],
  [{ project: "a", name: "b" }, { project: "a-b", name: "c" }, 'got "a-b-c" beside "a-b"'],
  [{ name: "prod" }, { name: "prod-eu", region: "us-east-1" }, 'got "slipway-prod-eu" beside "slipway-prod"'],
])("refuses %j beside %j in one account", (first, second, names) =>
  expect(problems(first, second)).toEqual([
    `name must make other names in account 111122223333 than environment "${first.name ?? ""}", ${names}; rename the project or the environment, or use another account`,
  ]),
);

it.each<[Change, Change]>([
  [{ name: "prod" }, { name: "prod-eu", account: other }],
  [{ name: "dev" }, { name: "dev2" }],
  [{ name: "prod" }, { name: "production" }],
  [{ name: "dev" }, { name: "dev-two", emulator: { endpoint: "http://localhost:4566" } }],
])("accepts %j beside %j", (first, second) => expect(problems(first, second)).toEqual([]));

const domain = { name: "shop.example.com", zone: "example.com" };

it("refuses one domain in two environments, in whichever accounts", () => {
  expect(problems({ name: "a", domain }, { name: "b", account: other, domain: [domain] })).toEqual([
    'domain.name must be another one than in environment "a", got "shop.example.com"; requests reach one of them only',
  ]);
});

it("accepts one name in two private zones, and another name in one zone", () => {
  const zone = (id: string) => ({ ...domain, zone: { id } });
  expect(problems({ name: "a", domain: zone("Z1A") }, { name: "b", domain: zone("Z2B") })).toEqual([]);
  expect(
    problems({ name: "a", domain }, { name: "b", domain: { ...domain, name: "b.example.com" } }),
  ).toEqual([]);
});
