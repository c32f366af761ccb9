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

const subnets = (count: number) => Array.from({ length: count }, (_, index) => `subnet-${index}`);
const many = (counts: { public?: number; private?: number }) => ({
  network: {
    vpc: "vpc-1",
    publicSubnets: subnets(counts.public ?? 2),
    privateSubnets: subnets(counts.private ?? 2),
  },
});
const publicIp = { allowedCidrs: ["10.0.0.0/8"] };

describe("many subnets", () => {
  it("are accepted up to the 16 of a service and the 20 of a DB subnet group", () => {
    expect(problemsOf(many({ public: 17, private: 16 }))).toEqual([]);
    expect(problemsOf(many({ public: 16, private: 20 }), { publicIp })).toEqual([]);
    expect(
      problemsOf(
        { ...many({ private: 20 }), databases: { main: { engine: "postgres", version: "17" } } },
        { publicIp },
      ),
    ).toEqual([]);
    expect(problemsOf(many({ private: 16 }))).toEqual([]);
  });

  it("count once each", () => {
    const { network } = many({ private: 16 });
    const privateSubnets = [...network.privateSubnets, "subnet-0"];
    expect(problemsOf({ network: { ...network, privateSubnets } })).toEqual([]);
  });

  it.each<[string, object, object, string]>([
    [
      "private ones of tasks",
      many({ private: 17 }),
      {},
      "privateSubnets must have at most 16 subnets for services.web",
    ],
    [
      "public ones of tasks with publicIp",
      many({ public: 17 }),
      { publicIp },
      "publicSubnets must have at most 16 subnets for services.web",
    ],
    [
      "private ones of a database",
      { ...many({ private: 21 }), databases: { main: { engine: "postgres", version: "17" } } },
      { publicIp },
      "privateSubnets must have at most 20 subnets for databases.main",
    ],
  ])("are refused: %s", (_, change, service, problem) =>
    expect(problemsOf(change, service)).toEqual([
      expect.stringMatching(new RegExp(`^network\\.${problem}, got \\d+; leave out the others$`)),
    ]),
  );

  it("are accepted for tasks that have the network of an instance", () =>
    expect(
      problemsOf(
        { ...many({ private: 17 }), cluster: { instances: { general: { types: ["m7g.large"], max: 3 } } } },
        { runsOn: { instances: "general" }, networkMode: "bridge" },
      ),
    ).toEqual([]));
});
