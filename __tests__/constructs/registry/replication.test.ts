import { RegistryReplication, type RegistryReplicationProps } from "../../../constructs/registry/replication";
import { synth } from "../../support/synth";

type Destinations = RegistryReplicationProps["destinations"];
const made = (destinations: Destinations) =>
  synth((stack) => new RegistryReplication(stack, "replication", { destinations }));
const to = (region: string, prefixes = ["shop-"], account = "111122223333") => ({
  region,
  account,
  prefixes,
});

test("destinations with the same prefixes share a rule", () => {
  const result = made([to("eu-central-1"), to("us-east-1", ["base-", "shop-"]), to("eu-north-1")]);
  expect(result.only("aws_ecr_replication_configuration")).toEqual({
    replication_configuration: {
      rule: [
        {
          destination: [
            { region: "eu-central-1", registry_id: "111122223333" },
            { region: "eu-north-1", registry_id: "111122223333" },
          ],
          repository_filter: [{ filter: "shop-", filter_type: "PREFIX_MATCH" }],
        },
        {
          destination: [{ region: "us-east-1", registry_id: "111122223333" }],
          repository_filter: [
            { filter: "base-", filter_type: "PREFIX_MATCH" },
            { filter: "shop-", filter_type: "PREFIX_MATCH" },
          ],
        },
      ],
    },
  });
});

const some = (length: number, prefix: (index: number) => string) =>
  Array.from({ length }, (_, index) => to(`eu-west-${index}`, [prefix(index)]));

test("accepts 25 destinations and 10 rules", () => {
  expect(() => made(some(25, () => "shop-"))).not.toThrow();
  expect(() => made(some(10, (index) => `shop-${index}`))).not.toThrow();
});

test.each<[string, Destinations, string]>([
  ["no destination", [], "destinations must have 1 to 25 entries, got 0"],
  ["26 destinations", some(26, () => "shop-"), "destinations must have 1 to 25 entries, got 26"],
  [
    "11 rules",
    some(11, (index) => `shop-${index}`),
    "destinations must have at most 10 different lists of prefixes, got 11",
  ],
  ["no prefix", [to("eu-central-1", [])], "destinations[0].prefixes must have 1 to 100 entries, got 0"],
])("refuses %s", (_, destinations, message) => {
  expect(() => made(destinations)).toThrow(`registry replication is not valid:\n  - ${message}`);
});
