import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explainRemovals, unconfigured } from "../../../cli/cdktf/explain-removals";

const STACK = { resource: { aws_vpc: { network: {} }, aws_subnet: { a: {} } } };
const NAMES = ["dev-images", "dev-foundation"];

let stacks: string;
let state: string[];
beforeEach(() => {
  stacks = mkdtempSync(join(tmpdir(), "removals-"));
  state = ["aws_lb.public"];
});
afterEach(() => rmSync(stacks, { recursive: true }));

/** A stack whose folder cdktf has initialised; without a document cdktf has removed it. */
function initialised(name: string, document?: string) {
  mkdirSync(join(stacks, name, ".terraform"), { recursive: true });
  if (document !== undefined) writeFileSync(join(stacks, name, "cdk.tf.json"), document);
}
const explain = (names: readonly string[] = NAMES) =>
  explainRemovals("dev", names, { stacks, stateList: () => Promise.resolve(state) });

it("finds what the state has and the configuration has not, without data sources, modules and images", () => {
  const addresses = [
    "aws_vpc.network",
    "aws_subnet.a[0]",
    "aws_lb.public",
    "aws_subnet.b",
    "data.aws_ami.linux",
    "module.x.aws_lb.other",
    "docker_image.api",
    "",
  ];
  expect(unconfigured(addresses, STACK)).toEqual(["aws_lb.public", "aws_subnet.b"]);
  expect(unconfigured(["aws_vpc.network"], {})).toEqual(["aws_vpc.network"]);
});

it("has nothing to explain about stacks that were never initialised", async () => {
  const stateList = () => Promise.reject(new Error("must not be called"));
  expect(await explainRemovals("dev", NAMES, { stacks: "/nonexistent", stateList })).toEqual([]);
});

it("lists what the stacks that were deployed have and the configuration has not", async () => {
  for (const name of NAMES) initialised(name, JSON.stringify(STACK));
  expect(await explain(["dev-foundation"])).toEqual([
    "",
    "dev-foundation has resources that are no longer configured:",
    "  aws_lb.public",
    "cdktf removes them before dev-services is applied, and AWS refuses what the services still use. In the right order: npx slipway deploy dev",
  ]);
  expect(await explain([])).toEqual([]);
});

it("mentions that repositories with images stay in AWS", async () => {
  initialised("dev-images", JSON.stringify(STACK));
  state = ["aws_ecr_repository.api"];
  expect((await explain()).at(-1)).toBe(
    "It leaves repositories in AWS with their images, unless they have forceDelete.",
  );
});

it.each([
  ["was removed by a finding of the policy", undefined],
  ["cannot be read", "{"],
])("has nothing to explain when the document of a stack %s", async (_name, document) => {
  initialised("dev-foundation", document);
  expect(await explain()).toEqual([]);
});
