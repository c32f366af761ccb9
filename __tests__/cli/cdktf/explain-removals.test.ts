import { explainRemovals, unconfigured } from "../../../cli/cdktf/explain-removals";

const STACK = { resource: { aws_vpc: { network: {} }, aws_subnet: { a: {} } } };

it("finds what the state has and the configuration has not, without data sources", () => {
  const state = [
    "aws_vpc.network",
    "aws_subnet.a[0]",
    "aws_lb.public",
    "aws_subnet.b",
    "data.aws_ami.linux",
    "",
  ];
  expect(unconfigured(state, STACK)).toEqual(["aws_lb.public", "aws_subnet.b"]);
  expect(unconfigured(["aws_vpc.network"], {})).toEqual(["aws_vpc.network"]);
});

it("has nothing to explain about stacks that were never initialised", async () => {
  expect(await explainRemovals("dev", { terraform: "terraform", stacks: "/nonexistent" })).toEqual([]);
});
