import { brokenPromises, type Row } from "../../bench/results";

const taking = (seconds: number, services = 1) => ({
  seconds,
  cpuSeconds: seconds * services,
  mebibytes: 100,
});
const promises = (row: Omit<Row, "services">) =>
  brokenPromises({
    rows: [
      { services: 1, ...row },
      ...[200, 500].map((services) => ({ services, slipway: taking(0.1, services) })),
    ],
    production: taking(0.2),
    machine: "a machine",
    rounds: 1,
  });

const FASTER = "1 services must take an eighth of AWS CDK's time at most, got";
test.each<[string, Omit<Row, "services">, string[]]>([
  ["kept", { slipway: taking(0.1), cdk: taking(0.8) }, []],
  ["broken", { slipway: taking(0.1), cdk: taking(0.7) }, [`${FASTER} 7.0 times faster`]],
  ["not shown without AWS CDK", { slipway: taking(0.1) }, [`${FASTER} no time of it`]],
  ["broken by an error", { cdk: taking(1) }, ["Slipway must synthesise 1 services, got an error"]],
])("the promise of a time is %s", (_, row, broken) => {
  expect(promises(row)).toEqual(broken);
});
