import { readFileSync } from "node:fs";
import { join } from "node:path";
import { partitionOf } from "../../constructs/partition";
import { REGIONS } from "../../environments/rules/partition";
import { problemsOf } from "../support/language";

test.each([
  ["eu-west-1", "aws", "amazonaws.com"],
  ["us-east-1", "aws", "amazonaws.com"],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
  ["us-isob-west-1", "aws-iso-b", "sc2s.sgov.gov"],
  ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
  ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
])("%s belongs to %s", (region, id, dnsSuffix) => {
  expect(partitionOf(region)).toEqual({ id, dnsSuffix });
});

/** The list in the installed SDK, which exports only single look-ups in it. */
const sdk = readFileSync(
  join(require.resolve("@aws-sdk/core/client"), "../../../../dist-cjs/submodules/client/index.js"),
  "utf8",
);

it("lists the regions that the installed AWS SDK knows, in their partitions", () => {
  const { partitions } = sdkPartitions();
  const regions = partitions.flatMap(({ id, outputs, regions: names }) =>
    Object.keys(names)
      .filter((name) => !name.endsWith("-global"))
      .map((name) => ({ name, id, dnsSuffix: outputs.dnsSuffix })),
  );
  expect(regions.length).toBeGreaterThan(40);
  expect([...REGIONS].sort()).toEqual(regions.map(({ name }) => name).sort());
  for (const { name, ...partition } of regions) expect(partitionOf(name)).toEqual(partition);
});

it.each(["eu-west-1", "mx-central-1", "ap-southeast-7", "cn-northwest-1", "us-gov-east-1", "eusc-de-east-1"])(
  "accepts the region %s",
  (region) => expect(problemsOf({ region })).toEqual([]),
);

it.each([
  ["eu-wst-1", '; did you mean "eu-west-1"?'],
  ["eu-west-9", '; did you mean "eu-west-1"?'],
  ["EU-WEST-1", '; did you mean "eu-west-1"?'],
  ["eusc-de-est-1", '; did you mean "eusc-de-east-1"?'],
  ["frankfurt", ""],
  ["aws-global", ""],
])("refuses the region %s", (region, hint) =>
  expect(problemsOf({ region })).toEqual([
    `region must be an AWS region that environments/rules/partition.ts lists, such as eu-west-1, got "${region}"${hint}`,
  ]),
);

interface SdkPartition {
  readonly id: string;
  readonly outputs: { readonly dnsSuffix: string };
  readonly regions: Readonly<Record<string, unknown>>;
}

function sdkPartitions(): { partitions: SdkPartition[] } {
  const [, text] = /partitionsInfo = (\{[\s\S]*?\n\});/.exec(sdk) ?? [];
  return JSON.parse(text ?? "") as { partitions: SdkPartition[] };
}
