import type { CapacityInput } from "../../../environments/input";
import { only, problemsOf, resolved, stacksOf } from "../../support/language";

const both: CapacityInput = { fargate: { base: 1 }, fargateSpot: { weight: 3 } };
const resolvedBoth = { fargate: { base: 1, weight: 1 }, fargateSpot: { base: 0, weight: 3 } };
const strategy = [
  { capacity_provider: "FARGATE", base: 1, weight: 1 },
  { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
];

test("Fargate, unless something else is said", () => {
  const environment = resolved({});
  const fargate = { fargate: { base: 0, weight: 1 } };
  expect(environment.cluster.capacity).toEqual(fargate);
  expect(environment.services[0]?.capacity).toEqual(fargate);
});

test.each<[CapacityInput, object]>([
  [{ fargate: {} }, { fargate: { base: 0, weight: 1 } }],
  [{ fargateSpot: {} }, { fargateSpot: { base: 0, weight: 1 } }],
  [{ fargate: { base: 100_000, weight: 1000 } }, { fargate: { base: 100_000, weight: 1000 } }],
  [
    { fargate: { weight: 0 }, fargateSpot: {} },
    { fargate: { base: 0, weight: 0 }, fargateSpot: { base: 0, weight: 1 } },
  ],
  [both, resolvedBoth],
])("%j", (capacity, expected) => {
  expect(resolved({}, { capacity }).services[0]?.capacity).toEqual(expected);
  expect(resolved({ cluster: { capacity } }).cluster.capacity).toEqual(expected);
});

test("what the cluster says goes for services that say nothing", () => {
  const cluster = { capacity: both };
  expect(resolved({ cluster }).services[0]?.capacity).toEqual(resolvedBoth);
  const { foundation, services } = stacksOf(resolved({ cluster }));
  expect(only(foundation, "aws_ecs_cluster_capacity_providers").default_capacity_provider_strategy).toEqual(
    strategy,
  );
  expect(only(services, "aws_ecs_service").capacity_provider_strategy).toEqual(strategy);
  const own = stacksOf(resolved({ cluster }, { capacity: { fargate: {} } })).services;
  expect(only(own, "aws_ecs_service").capacity_provider_strategy).toEqual([
    { capacity_provider: "FARGATE", base: 0, weight: 1 },
  ]);
});

test("reports the cluster's capacity once, whatever the number of services that inherit it", () => {
  const image = { uri: "registry.example.com/web:1" };
  const cluster = { capacity: { fargate: { weight: 0 } } };
  expect(problemsOf({ cluster, services: { a: { image }, b: { image } } })).toEqual([
    "cluster.capacity must give fargate or fargateSpot a weight above 0, got none",
  ]);
});

const NONE = "must give fargate or fargateSpot a weight above 0, got none";
describe.each([
  ["services.web.capacity", (capacity: unknown) => problemsOf({}, { capacity })],
  [
    "cluster.capacity",
    (capacity: unknown) => problemsOf({ cluster: { capacity } }, { capacity: { fargate: {} } }),
  ],
])("%s", (path, problems) => {
  test.each<[unknown, string]>([
    [{}, NONE],
    [{ fargate: { weight: 0 }, fargateSpot: { base: 1, weight: 0 } }, NONE],
    [
      { fargate: { base: 1 }, fargateSpot: { base: 1 } },
      "must have a base on one of fargate and fargateSpot, got a base on both",
    ],
  ])("%j is refused", (capacity, problem) => expect(problems(capacity)).toEqual([`${path} ${problem}`]));

  test.each<[unknown, string]>([
    [{ fargate: { base: -1 } }, "fargate.base must be a whole number from 0 to 100000, got -1"],
    [
      { fargateSpot: { base: 100_001 } },
      "fargateSpot.base must be a whole number from 0 to 100000, got 100001",
    ],
    [{ fargate: { weight: 1001 } }, "fargate.weight must be a whole number from 0 to 1000, got 1001"],
    [{ fargateSpot: { weight: 0.5 } }, "fargateSpot.weight must be a whole number from 0 to 1000, got 0.5"],
    [{ spot: {} }, 'spot must be a known property, got "spot"; known are fargate, fargateSpot'],
  ])("%j is refused", (capacity, problem) => expect(problems(capacity)).toEqual([`${path}.${problem}`]));
});
