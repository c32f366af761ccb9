import { problemsOf } from "../../support/language";

const problems = (input: object, change: object = {}) =>
  problemsOf({ ...change, fileSystems: { shared: input } });
const network = {
  vpc: "vpc-1",
  publicSubnets: ["subnet-a1", "subnet-b1"],
  privateSubnets: ["subnet-a2", "subnet-b2"],
};

test("max-io has no elastic throughput", () => {
  expect(problems({ performance: "max-io" })).toEqual([]);
  expect(problems({ performance: "max-io", throughput: "elastic" })).toEqual([
    'fileSystems.shared.throughput must be "bursting" or provisioned with performance "max-io", got "elastic"; EFS has elastic throughput for "general-purpose" only',
  ]);
  expect(problems({ performance: "max-io", throughput: "bursting" })).toEqual([]);
});

test("Archive is for elastic throughput", () => {
  expect(problems({ archiveAfterDays: 90, throughput: "bursting" })).toEqual([
    'fileSystems.shared.archiveAfterDays must be false unless throughput is "elastic", got 90; EFS has its Archive storage for elastic throughput only',
  ]);
  expect(problems({ archiveAfterDays: 90 })).toEqual([]);
});

test.each([
  [{ archiveAfterDays: 30 }, "30", 30],
  [{ archiveAfterDays: 14 }, "30", 14],
  [{ archiveAfterDays: 90, infrequentAccessAfterDays: false }, "never", 90],
])("Archive comes after Infrequent Access: %j", (input, rare, got) => {
  expect(problems(input)).toEqual([
    `fileSystems.shared.archiveAfterDays must be later than infrequentAccessAfterDays (${rare}), got ${got}; a file goes to Archive by way of Infrequent Access`,
  ]);
});

test("a file that never leaves does not come back", () => {
  expect(problems({ infrequentAccessAfterDays: false, returnOnAccess: true })).toEqual([
    "fileSystems.shared.returnOnAccess must be false without infrequentAccessAfterDays, got true; no file ever leaves Standard",
  ]);
});

describe("subnets", () => {
  test("are for an existing network", () => {
    expect(problems({ subnets: ["subnet-a2"] })).toEqual([
      "fileSystems.shared.subnets must not be set in a network that is made here, got subnet-a2; it has one private subnet in each zone",
    ]);
  });
  test("are private", () => {
    expect(problems({ subnets: ["subnet-a2", "subnet-a1"] }, { network })).toEqual([
      'fileSystems.shared.subnets must be of network.privateSubnets, got "subnet-a1"',
    ]);
    expect(problems({ subnets: ["subnet-a2"] }, { network })).toEqual([]);
  });
});
