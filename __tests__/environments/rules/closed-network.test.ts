import { all, problemsOf, resolved, stacksOf } from "../../support/language";

const ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1";
const image = { uri: ECR };
const closed = { network: { nat: "none" } } as const;
const problems = (service: object, environment: object = closed) =>
  problemsOf(environment, { image, ...service });
const unpulled = (path: string, uri: string): string =>
  `services.web.${path} must be in a registry that tasks reach without the internet (network.nat is "none"), got "${uri}"; copy it into ECR in eu-west-1 and name the copy, or add "${/^[^/]*[.:][^/]*(?=\/)/.exec(uri)?.[0] ?? "docker.io"}" to network.reachableRegistries where a transit gateway or a peering connection leads to it`;

const OTHERS = [
  "nginx:1.29",
  "registry.example.com/web:1",
  "public.ecr.aws/nginx/nginx:1.29",
  "ghcr.io/shop/web:1",
  "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1",
];

describe("images", () => {
  it.each([
    ECR,
    "999988887777.dkr.ecr.eu-west-1.amazonaws.com/web:1",
    "111122223333.dkr-ecr.eu-west-1.on.aws/web:1",
  ])("accepts %s in ECR of the region", (uri) => expect(problems({ image: { uri } })).toEqual([]));

  it("accepts one that is built here", () => expect(problems({ image: "apps/backend" })).toEqual([]));

  it.each(OTHERS)("refuses %s", (uri) => {
    expect(problems({ image: { uri } })).toEqual([unpulled("image", uri)]);
    expect(problems({ containers: { side: { image: { uri }, user: "1000" } } })).toEqual([
      unpulled("containers.side.image", uri),
    ]);
    expect(problems({ sidecars: [{ kind: "adot", image: uri }] })).toEqual([
      unpulled("sidecars[0].image", uri),
    ]);
    expect(problems({ logRouter: { image: uri, to: { cloudWatch: {} } } })).toEqual([
      unpulled("logRouter.image", uri),
    ]);
  });

  it("accepts a registry that the network reaches by itself", () => {
    const reaches = (...reachableRegistries: readonly string[]) => ({
      network: { nat: "none", reachableRegistries },
    });
    const image = { uri: "registry.example.com:5000/web:1" };
    expect(problems({ image }, reaches("registry.example.com:5000"))).toEqual([]);
    expect(problems({ image }, reaches("Registry.example.com:5000"))).toEqual([]);
    expect(problems({ image: { uri: "nginx:1.29" } }, reaches("docker.io"))).toEqual([]);
    expect(problems({ sidecars: ["x-ray"] }, reaches("public.ecr.aws"))).toEqual([]);
    expect(problems({ image }, reaches("registry.example.com"))).toEqual([unpulled("image", image.uri)]);
  });

  it.each(["", "registry", "https://registry.example.com", "registry.example.com/web", "a.b:99999", 5])(
    "refuses %j as the host of a registry",
    (host) =>
      expect(problems({}, { network: { nat: "none", reachableRegistries: [host] } })).toEqual([
        `network.reachableRegistries[0] must be the host of a registry, such as registry.example.com or registry.example.com:5000, got ${JSON.stringify(host)}`,
      ]),
  );

  it.each([
    ["with a NAT gateway", { network: { nat: "one" } }, {}],
    ["with a public address", closed, { publicIp: { allowedCidrs: ["10.0.0.0/8"] } }],
    [
      "in a network of others",
      {
        network: {
          vpc: "vpc-1",
          publicSubnets: ["subnet-1", "subnet-2"],
          privateSubnets: ["subnet-3", "subnet-4"],
        },
      },
      {},
    ],
    ["with an emulator", { ...closed, emulator: { endpoint: "http://localhost:4566" } }, {}],
  ])("accepts every registry %s", (_, environment, service) =>
    expect(problems({ image: { uri: "nginx:1.29" }, ...service }, environment)).toEqual([]),
  );
});

describe("secrets, parameters and resources of another region", () => {
  const elsewhere = (service: string, rest: string) => `arn:aws:${service}:us-east-1:111122223333:${rest}`;
  const refused = (path: string, arn: string): string =>
    `services.web.${path} must be in eu-west-1 where tasks call it without the internet (network.nat is "none"), got "${arn}"; no endpoint leads to us-east-1`;
  const secret = elsewhere("secretsmanager", "secret:shop-AbCdEf");
  const parameter = elsewhere("ssm", "parameter/shop");
  const queue = elsewhere("sqs", "orders");

  it("refuses them", () => {
    expect(problems({ secrets: { A: { secret }, B: { parameter } } })).toEqual([
      refused("secrets.A", secret),
      refused("secrets.B", parameter),
    ]);
    expect(problems({ containers: { side: { secrets: { A: { secret } } } } })).toEqual([
      refused("containers.side.secrets.A", secret),
    ]);
    expect(problems({ access: [{ queue, to: "send" }] })).toEqual([refused("access[0].queue", queue)]);
  });

  it("accepts names, the own region, and buckets", () => {
    expect(
      problems({
        secrets: { A: { secret: "shop" }, B: { parameter: parameter.replace("us-east-1", "eu-west-1") } },
        access: [
          { bucket: "arn:aws:s3:::files", to: "read" },
          { queue: "orders", to: "send" },
        ],
      }),
    ).toEqual([]);
  });

  it("accepts them with a NAT gateway", () => {
    expect(problems({ secrets: { A: { secret } } }, {})).toEqual([]);
  });
});

describe("endpoints for what services may use", () => {
  const access = [
    { queue: "orders", to: "send" },
    { topic: "orders", to: "publish" },
    { table: "orders", to: "read" },
    { key: "12345678-1234-1234-1234-123456789012", to: "decrypt" },
    { secret: "shop", to: "read" },
    { bucket: "files", to: "read" },
  ] as const;
  const endpoints = (environment: Parameters<typeof resolved>[0], service: Parameters<typeof resolved>[1]) =>
    all(stacksOf(resolved(environment, { image, ...service })).foundation, "aws_vpc_endpoint").map(
      ({ service_name: name, vpc_endpoint_type: type }) =>
        `${String(type)} ${String(name).replace("com.amazonaws.eu-west-1.", "")}`,
    );
  const EVERY_TASK = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages"].map(
    (name) => `Interface ${name}`,
  );

  it("are made where nothing leads to the internet", () => {
    expect(endpoints(closed, { access }).sort()).toEqual([
      "Gateway dynamodb",
      "Gateway s3",
      ...[...EVERY_TASK, "Interface kms", "Interface sns", "Interface sqs"].sort(),
    ]);
    expect(endpoints(closed, {}).sort()).toEqual(["Gateway s3", ...EVERY_TASK]);
  });

  it("are not made where calls find their way without them", () => {
    expect(endpoints({}, { access })).toEqual(["Gateway s3"]);
    expect(endpoints({ network: { endpoints: true } }, { access }).sort()).toEqual([
      "Gateway s3",
      ...EVERY_TASK,
    ]);
    expect(
      endpoints(closed, { port: 80, access, publicIp: { allowedCidrs: ["10.0.0.0/8"] } }).sort(),
    ).toEqual(["Gateway s3", ...EVERY_TASK]);
  });
});
