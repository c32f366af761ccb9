import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../environments/errors";
import type { EnvironmentInput } from "../../environments/input";
import { resolve } from "../../environments/resolve";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "slipway-resolve-"));
  mkdirSync(join(root, "app"));
  mkdirSync(join(root, "empty"));
  writeFileSync(join(root, "app", "Dockerfile"), "FROM scratch\nUSER 10001\n");
});
afterAll(() => rmSync(root, { recursive: true }));

const web = { image: "app", port: 3000, route: { path: "/*" } };
const least: EnvironmentInput = {
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  services: { web },
};

/** The problems of `least` with some properties replaced, as the user would read them. */
function problems(change: object): readonly string[] {
  try {
    resolve({ ...least, ...change }, root);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}
const ofService = (change: object) => problems({ services: { web: { ...web, ...change } } });

describe("the commonest job", () => {
  it("needs nothing beyond a name, a place and a service, and fills in every default", () => {
    expect(resolve(least, root)).toEqual({
      name: "dev",
      project: "slipway",
      account: "111122223333",
      region: "eu-west-1",
      protected: false,
      state: { bucket: "slipway-dev-state-111122223333", prefix: "dev" },
      network: {
        kind: "new",
        cidr: "10.0.0.0/16",
        zones: 2,
        nat: "one",
        endpoints: false,
        flowLogRetentionDays: 30,
      },
      cluster: { capacity: { fargate: { base: 0, weight: 1 } }, containerInsights: "enhanced" },
      loadBalancer: {
        public: true,
        allowedCidrs: ["0.0.0.0/0"],
        deletionProtection: false,
        idleTimeoutSeconds: 60,
      },
      logs: { retentionDays: 30 },
      services: [
        {
          name: "web",
          image: { kind: "build", context: "app", dockerfile: "Dockerfile", args: {} },
          port: 3000,
          route: { path: "/*", health: "/health", priority: 49687, deregistrationDelaySeconds: 30 },
          cpu: 256,
          memoryMiB: 512,
          count: 1,
          architecture: "x86_64",
          environment: {},
          secrets: {},
          rollout: { minimumHealthyPercent: 100, maximumPercent: 200, healthCheckGraceSeconds: 60 },
          repository: {
            mutable: false,
            forceDelete: false,
            keepImages: 100,
            untaggedDays: 14,
            pullAccounts: [],
          },
          writableRoot: false,
          exec: false,
          capacity: { fargate: { base: 0, weight: 1 } },
          stopTimeoutSeconds: 30,
        },
      ],
      tags: { project: "slipway", environment: "dev" },
    });
  });

  it("is frozen all the way down", () => {
    const environment = resolve(least, root);
    expect(Object.isFrozen(environment.services[0]?.rollout)).toBe(true);
  });

  it("does not depend on the order in which services are written", () => {
    const a = { image: "app", port: 1 };
    const b = { image: "app", port: 2 };
    expect(resolve({ ...least, services: { a, b } }, root)).toEqual(
      resolve({ ...least, services: { b, a } }, root),
    );
  });
});

describe("protected environments", () => {
  const environment = () => resolve({ ...least, protected: true }, root);

  it("run two tasks, keep logs for a year, log access and can not be deleted", () => {
    expect(environment()).toMatchObject({
      logs: { retentionDays: 365 },
      loadBalancer: { deletionProtection: true, accessLogRetentionDays: 90 },
      services: [{ count: 2 }],
    });
  });

  it("refuse what lets data go", () => {
    const repository = { mutable: true, forceDelete: true };
    expect(
      problems({
        protected: true,
        loadBalancer: { deletionProtection: false },
        services: { web: { ...web, repository } },
      }),
    ).toEqual([
      "loadBalancer.deletionProtection must be true in a protected environment, got false",
      "services.web.repository.mutable must be false in a protected environment, got true",
      "services.web.repository.forceDelete must be false in a protected environment, got true",
    ]);
  });

  it("refuse an emulator", () => {
    expect(problems({ protected: true, emulator: { endpoint: "http://localhost:4566" } })).toEqual([
      "protected must not be set with an emulator, got true; an emulator keeps nothing",
    ]);
  });
});

describe("all problems of one environment stand in one message", () => {
  it("names each as it was written", () => {
    const bad = {
      ...least,
      account: 12,
      natt: "one",
      network: { zones: 4, cidr: "10.0.0.0/8" },
      services: { web: { image: "app", prot: 3000, size: { cpu: 256, memoryMiB: 1.5 } }, Web_2: web },
    } as unknown as EnvironmentInput;
    expect(() => resolve(bad, root)).toThrow(
      'environment "dev" is not valid:\n  - account must be an AWS account of 12 digits in quotes, got 12\n',
    );
    expect(problems(bad)).toEqual([
      "account must be an AWS account of 12 digits in quotes, got 12",
      'network.cidr must be an IPv4 range with a prefix length from 16 to 24, not in 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, 240.0.0.0/4, got "10.0.0.0/8"',
      "network.zones must be one of 2, 3, got 4",
      "services.web.size.memoryMiB must be a whole number from 1 to 1048576, got 1.5",
      'services.web.prot must be a known property, got "prot"; did you mean "port"?',
      'services.Web_2 as a name must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters, got "Web_2"',
      expect.stringMatching(/^natt must be a known property, got "natt"; known are name, project, /),
    ]);
  });
});

describe("single values, on both edges and one step beyond", () => {
  const refusals: readonly [what: string, change: object, message: string][] = [
    ["port below", { port: 0 }, "services.web.port must be a whole number from 1 to 65535, got 0"],
    ["port above", { port: 65536 }, "services.web.port must be a whole number from 1 to 65535, got 65536"],
    [
      "port missing",
      { port: undefined },
      "services.web.port must be set with route, got nothing; that is where requests go",
    ],
    ["count below", { count: -1 }, "services.web.count must be a whole number from 0 to 5000, got -1"],
    ["count above", { count: 5001 }, "services.web.count must be a whole number from 0 to 5000, got 5001"],
    [
      "stop timeout above",
      { stopTimeoutSeconds: 121 },
      "services.web.stopTimeoutSeconds must be a whole number of seconds from 2 to 120 on Fargate, got 121",
    ],
    [
      "absolute context",
      { image: "/srv/app" },
      'services.web.image must be a folder relative to the project, with ".." in front only, got "/srv/app"',
    ],
    [
      "context above the project that is not there",
      { image: "../no-such-app" },
      'services.web.image must be a folder with a Dockerfile, got "../no-such-app", which is no folder',
    ],
    [
      "latest",
      { image: { uri: "nginx:latest" } },
      'services.web.image.uri must be an image reference with a tag other than latest, or a digest, got "nginx:latest"',
    ],
    [
      "no tag",
      { image: { uri: "localhost:5000/nginx" } },
      'services.web.image.uri must be an image reference with a tag other than latest, or a digest, got "localhost:5000/nginx"',
    ],
    [
      "variable name",
      { environment: { "A=B": "1" } },
      'services.web.environment.A=B as a name must be a variable name of printable ASCII characters without = and blanks, got "A=B"',
    ],
    [
      "variable name with a blank",
      { secrets: { "A B": { secret: "s" } } },
      'services.web.secrets["A B"] as a name must be a variable name of printable ASCII characters without = and blanks, got "A B"',
    ],
    [
      "empty variable name",
      { environment: { "": "1" } },
      'services.web.environment[""] as a name must be a variable name of printable ASCII characters without = and blanks, got ""',
    ],
    [
      "variable value",
      { environment: { A: 1 } },
      'services.web.environment.A must be a string, got 1; write "1" in quotes',
    ],
    [
      "keepImages below",
      { repository: { keepImages: 19 } },
      "services.web.repository.keepImages must be a whole number from 20 to 10000, got 19",
    ],
  ];
  it.each(refusals)("%s", (_, change, message) => expect(ofService(change)).toEqual([message]));

  const accepted: readonly object[] = [
    { port: 1 },
    { port: 65535 },
    { count: 0 },
    { count: 5000 },
    {
      environment: { "spring.datasource.url": "x", "MY-VAR": "y", "ConnectionStrings:Shop": "z", "a[0]": "" },
      secrets: { "spring.datasource.password": { secret: "shop/db" } },
    },
    { stopTimeoutSeconds: 2 },
    { stopTimeoutSeconds: 120 },
    { repository: { keepImages: 20 } },
    { image: { uri: "nginx:1.29" } },
  ];
  it.each(accepted)("accepts %j", (change) => expect(ofService(change)).toEqual([]));
});

describe("rules between values", () => {
  it("a build context must be there", () => {
    expect(ofService({ image: "nowhere" })).toEqual([
      'services.web.image must be a folder with a Dockerfile, got "nowhere", which is no folder',
    ]);
    expect(ofService({ image: "empty" })).toEqual([
      'services.web.image must be a folder with a Dockerfile, got "empty" without one; write that file there',
    ]);
  });

  it("a bad pair of CPU and memory names what goes together", () => {
    expect(ofService({ size: { cpu: 256, memoryMiB: 8192 } })).toEqual([
      "services.web.size.memoryMiB must be one of 512, 1024, 2048 for 256 CPU units, got 8192",
    ]);
  });

  it("two services can not have one listener rule", () => {
    expect(problems({ services: { a: web, b: web } })).toEqual([
      'services.b.route.path must be unique on the load balancer, got "/*", which services.a has too',
    ]);
  });

  it("two services can not have one priority", () => {
    const at = (path: string) => ({ ...web, route: { path, priority: 7 } });
    expect(problems({ services: { a: at("/a"), b: at("/b") } })).toEqual([
      "services.b.route.priority must be unique on the load balancer, got 7, which services.a has too; set route.priority of one of them",
    ]);
  });

  it("a public IP is no second way in", () => {
    expect(ofService({ publicIp: { allowedCidrs: ["10.0.0.0/8"] } })).toEqual([
      "services.web.publicIp must not be set beside route, got both; the load balancer is the way in",
    ]);
  });

  it("ECS Exec needs a writable root", () => {
    expect(ofService({ exec: true })).toEqual([
      "services.web.exec must not be true with a read-only root file system, got true; set writableRoot, ECS Exec installs its agent there",
    ]);
    expect(ofService({ exec: true, writableRoot: true })).toEqual([]);
  });

  it("a rolling update needs room", () => {
    expect(ofService({ rollout: { minimumHealthyPercent: 100, maximumPercent: 100 } })).toEqual([
      "services.web.rollout.maximumPercent must be above minimumHealthyPercent (100), got 100; a rolling update needs room for one more or one less",
    ]);
    expect(ofService({ rollout: { minimumHealthyPercent: 0, maximumPercent: 100 } })).toEqual([]);
  });

  it("a variable is plain or secret, not both", () => {
    expect(ofService({ environment: { KEY: "x" }, secrets: { KEY: { secret: "key" } } })).toEqual([
      "services.web.secrets.KEY must not stand in environment too, got both",
    ]);
  });

  it("private subnets without NAT need endpoints, except under an emulator", () => {
    const network = { nat: "none", endpoints: false };
    expect(problems({ network })).toEqual([
      'network.endpoints must be true when network.nat is "none", got false; tasks in private subnets could not reach ECR and CloudWatch Logs',
    ]);
    expect(problems({ network, emulator: { endpoint: "http://localhost:4566" } })).toEqual([]);
    expect(resolve({ ...least, network: { nat: "none" } }, root).network).toMatchObject({ endpoints: true });
  });

  it("a balancer without a route has nothing to balance", () => {
    const services = { web: { image: "app", port: 1 } };
    expect(problems({ services, loadBalancer: {} })).toEqual([
      "loadBalancer must not be set without a service that has a route, got loadBalancer; give a service a route",
    ]);
    expect(resolve({ ...least, services }, root).loadBalancer).toBeUndefined();
  });

  it("a domain lies in its zone", () => {
    expect(problems({ domain: { name: "shop.example.org", zone: "example.com" } })).toEqual([
      'domain.name must be in the zone "example.com", got "shop.example.org"',
    ]);
  });

  it("accepts names whose target group's name has to be shortened", () => {
    const services = { "a-service-of-twenty1": web };
    expect(problems({ name: "devs", services })).toEqual([]);
  });

  it("one base, and at least one weight", () => {
    expect(ofService({ capacity: { fargate: { weight: 0 } } })).toEqual([
      "services.web.capacity must give fargate or fargateSpot a weight above 0, got none",
    ]);
    expect(ofService({ capacity: { fargate: { base: 1 }, fargateSpot: { base: 1 } } })).toEqual([
      "services.web.capacity must have a base on one of fargate and fargateSpot, got a base on both",
    ]);
  });
});

describe("environment variables", () => {
  it("fill in the environment's own values", () => {
    const environment = { URL: "https://${service}.${environment}.${region}/${project}/${account}" };
    const [service] = resolve({ ...least, services: { web: { ...web, environment } } }, root).services;
    expect(service?.environment).toEqual({ URL: "https://web.dev.eu-west-1/slipway/111122223333" });
  });

  it("refuse a placeholder that nobody fills", () => {
    expect(ofService({ environment: { URL: "${stage}" } })).toEqual([
      'services.web.environment.URL must use placeholders out of project, environment, region, account, service, got "${stage}"; write "$${stage}" to keep the text',
    ]);
  });
});
