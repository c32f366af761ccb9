import { ConfigurationError } from "../../../environments/errors";
import type { EnvironmentInput } from "../../../environments/input";
import { resolve } from "../../../environments/resolve";
import { sharedNameProblems } from "../../../environments/rules/shared-names";
import { inputWith } from "../../support/language";
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
