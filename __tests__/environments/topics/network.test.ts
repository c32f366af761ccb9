import { problemsOf, resolved, stacksOf } from "../../support/language";

const privateSubnets = ["subnet-1", "subnet-2"];
const network = (publicSubnets: readonly string[]) => ({
  network: { vpc: "vpc-1", publicSubnets, privateSubnets },
});
const TWO = "must have at least two different subnets, in different zones";
const route = { path: "/*" };

it("reports repeated subnets with their path and all other problems", () =>
  expect(problemsOf({ ...network(["subnet-1", "subnet-1"]), region: "eu-wst-1" })).toEqual([
    expect.stringContaining("region must be an AWS region"),
    `network.publicSubnets ${TWO}, got ["subnet-1","subnet-1"]`,
  ]));

it.each(["publicSubnets", "privateSubnets"])("refuses a single one in %s", (name) =>
  expect(problemsOf({ network: { ...network(privateSubnets).network, [name]: ["subnet-1"] } })).toEqual([
    `network.${name} ${TWO}, got ["subnet-1"]`,
  ]),
);

it("refuses no private subnets", () =>
  expect(problemsOf({ network: { ...network(privateSubnets).network, privateSubnets: [] } })).toEqual([
    `network.privateSubnets ${TWO}, got []`,
  ]));

describe("no public subnets", () => {
  it("are accepted without a balancer, and with one that is not public", () => {
    expect(problemsOf(network([]))).toEqual([]);
    const internal = resolved({ ...network([]), loadBalancer: { public: false } }, { route });
    const [balancer] = Object.values(stacksOf(internal).foundation.aws_lb ?? {});
    expect(balancer?.subnets).toEqual(privateSubnets);
  });

  it("are refused with a public balancer", () =>
    expect(problemsOf(network([]), { route })).toEqual([
      `network.publicSubnets ${TWO}, for the public load balancer, got []; set loadBalancer.public to false for one in private subnets`,
    ]));

  it("are refused with tasks that have public addresses", () =>
    expect(problemsOf(network([]), { publicIp: { allowedCidrs: ["10.0.0.0/8"] } })).toEqual([
      `network.publicSubnets ${TWO}, for services.web.publicIp, got []; name them, or leave publicIp out`,
    ]));
});
