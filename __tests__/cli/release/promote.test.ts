import type { DeployRequest } from "../../../cli/deploy/deployment";
import { promote, type PromoteRequest } from "../../../cli/release/promote";
import { resolveEnvironment } from "../../../environments";
import type { Environment } from "../../../environments/model";
import type { Progress } from "../../../toolchain/progress";
import { FakeAws, type Answers } from "../../support/fake-aws";
import { FakeBucket } from "../../support/fake-bucket";
import { registryAnswers } from "../../support/fake-registry";
import { digest, recordReleases, released } from "../../support/releases";
import { root } from "../../support/synth-environment";

const emulator = { endpoint: "http://127.0.0.1:4566" };
const emulated = (name: string): Environment => ({ ...resolveEnvironment(name, root), emulator });
const dev = emulated("dev");
const staging = emulated("staging");
const production = emulated("production");
const REVISION = "arn:aws:ecs:eu-west-1:111122223333:task-definition/family:3";

const images = {
  backend: { ...released("slipway-dev-backend", "a"), version: "v1.2.0" },
  frontend: released("slipway-dev-frontend", "f"),
};

let bucket: FakeBucket;
let aws: FakeAws;
let registry: Set<string>;
/** What ECS says of containers, by service and container. */
let running: Record<string, Record<string, { image: string; imageDigest?: string }>>;
let runningCount: number;
let instead: Answers;
let deployed: DeployRequest[];
let printed: jest.SpyInstance;
const progress: Progress = {
  say: () => undefined,
  during: (_subject, _message, work) => work(() => undefined),
};

const ecsAnswers = (): Answers => ({
  DescribeServices: (input) => ({
    body: {
      services: (input as { services: string[] }).services.map((serviceName) => ({
        serviceName,
        status: "ACTIVE",
        desiredCount: 2,
        runningCount,
        taskDefinition: REVISION,
      })),
    },
  }),
  ListServiceDeployments: () => ({ body: { serviceDeployments: [] } }),
  ListTasks: (input) => {
    const { serviceName } = input as { serviceName: string };
    return { body: { taskArns: running[serviceName] === undefined ? [] : [serviceName] } };
  },
  DescribeTasks: (input) => ({
    body: {
      tasks: (input as { tasks: string[] }).tasks.map((name) => ({
        lastStatus: "RUNNING",
        taskDefinitionArn: REVISION,
        containers: Object.entries(running[name] ?? {}).map(([container, each]) => ({
          name: container,
          ...each,
        })),
      })),
    },
  }),
});

beforeEach(async () => {
  bucket = new FakeBucket();
  registry = new Set([
    `111122223333/slipway-dev-backend@${digest("a")}`,
    `111122223333/slipway-dev-frontend@${digest("f")}`,
  ]);
  running = {
    "slipway-staging-backend": { backend: { image: images.backend.image, imageDigest: digest("a") } },
    "slipway-staging-frontend": { frontend: { image: "any", imageDigest: digest("f") } },
  };
  runningCount = 2;
  instead = {};
  deployed = [];
  printed = jest.spyOn(console, "log").mockImplementation();
  aws = await FakeAws.start(() => ({ ...registryAnswers(registry), ...ecsAnswers(), ...instead }), bucket);
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
});
afterEach(async () => {
  printed.mockRestore();
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});

const move = (request: Partial<PromoteRequest> = {}) =>
  promote(
    {
      services: ["all"],
      from: staging,
      to: production,
      yes: true,
      adopt: false,
      install: false,
      allowDirty: false,
      json: false,
      ...request,
    },
    progress,
    (each) => Promise.resolve(deployed.push(each)),
  );
const refused = (problem: string, action = 'promote from "staging" to "production"') =>
  `Cannot ${action}:\n  - ${problem}`;
/** The same image under the name of the registry that the emulator is. */
const there = <T extends { readonly image: string }>(image: T): T => ({
  ...image,
  image: image.image.replace("127.0.0.1:4566", new URL(aws.endpoint).host),
});

describe("a release of the source", () => {
  beforeEach(() => recordReleases(bucket, "staging", [{ images: {} }, { images }]));

  it("all: every image that comes from there, also under another name, and the environment as a whole", async () => {
    await move();
    expect(deployed).toEqual([
      {
        environment: production,
        services: [],
        images: {
          admin: there(images.frontend),
          backend: there(images.backend),
          frontend: there(images.frontend),
        },
        reason: { kind: "promote", from: "staging", release: 2 },
        again: "npx slipway promote all --from staging --to production",
        yes: true,
        adopt: false,
        install: false,
        allowDirty: false,
        json: false,
      },
    ]);
  });

  it("one service: its image alone", async () => {
    await move({ services: ["admin"], allowDirty: true, fromProfile: "staging" });
    expect(deployed[0]).toMatchObject({
      services: ["admin"],
      images: { admin: there(images.frontend) },
      again: "npx slipway promote admin --from staging --to production --from-profile staging --allow-dirty",
    });
    expect(Object.keys(deployed[0]?.images ?? {})).toEqual(["admin"]);
  });

  it("all, where another service is built: that one is left alone", async () => {
    const [service] = dev.services;
    if (service === undefined) throw new Error("no service");
    await move({ to: { ...production, services: [...production.services, { ...service, name: "worker" }] } });
    expect(deployed[0]?.services).toEqual(["admin", "backend", "frontend"]);
  });

  it("what runs already is said, and nothing is done", async () => {
    recordReleases(bucket, "production", [
      {
        images: {
          admin: there(images.frontend),
          backend: there(images.backend),
          frontend: there(images.frontend),
        },
      },
    ]);
    runningCount = 0;
    await move();
    await move({ services: ["backend"], json: true });
    expect(deployed).toEqual([]);
    const [[text] = [], [json] = []] = printed.mock.calls;
    expect(text).toBe(
      "production runs release 2 of staging already (admin, backend, frontend): nothing to promote",
    );
    expect(JSON.parse(String(json))).toEqual({
      environment: "production",
      outcome: "unchanged",
      release: expect.objectContaining({ number: 1, images: expect.any(Object) }),
    });
  });

  it("is refused when an image is gone", async () => {
    registry.delete(`111122223333/slipway-dev-backend@${digest("a")}`);
    await expect(move()).rejects.toThrow(
      refused(
        `image backend of release 2 of staging must be in repository "slipway-dev-backend" of account 111122223333 in eu-west-1, got none with ${digest("a")}; it has expired or was deleted: release again from environment "dev" on`,
        'deploy release 2 of staging to environment "production"',
      ),
    );
    expect(deployed).toEqual([]);
  });

  it("is refused when the registry of the other account is closed", async () => {
    instead = {
      BatchGetImage: () => ({ status: 400, body: { __type: "AccessDeniedException", message: "no" } }),
    };
    await expect(move()).rejects.toThrow(
      'AWS request failed: ecr:BatchGetImage on repository "slipway-dev-frontend" (environment dev, account 111122223333, eu-west-1)\n  AccessDeniedException: no',
    );
  });

  it("a replicated image is that of the environment's own registry", async () => {
    const replicated: Environment = {
      ...production,
      services: production.services.flatMap((service) =>
        service.image.kind === "promoted" && service.name === "backend"
          ? [{ ...service, image: { ...service.image, replicated: true as const } }]
          : [],
      ),
    };
    await expect(move({ to: replicated })).rejects.toThrow(
      `must be in repository "slipway-dev-backend" of account ${production.account} in ${production.region}, got none with ${digest("a")}; replication may need some minutes: try again`,
    );
    registry.add(`${production.account}/slipway-dev-backend@${digest("a")}`);
    await move({ to: replicated });
    expect(deployed[0]?.images).toEqual({ backend: there(images.backend) });
  });

  it("is refused when a service of the source is not there as it should", async () => {
    instead = {
      DescribeServices: (input) => ({
        body: {
          services: (input as { services: string[] }).services.map((serviceName) => ({
            serviceName,
            status: "DRAINING",
          })),
        },
      }),
    };
    await expect(move({ services: ["backend"] })).rejects.toThrow(
      refused("service backend must be ACTIVE, got DRAINING; deploy again", "promote release 2 of staging"),
    );
    expect(deployed).toEqual([]);
  });

  it.each([
    [{ image: "any", imageDigest: digest("b") }, digest("b")],
    [{ image: "registry/slipway-dev-backend:src-b" }, "registry/slipway-dev-backend:src-b"],
  ])("is refused when the source runs another image: %j", async (container, got) => {
    running["slipway-staging-backend"] = { backend: container };
    await expect(move({ services: ["backend"] })).rejects.toThrow(
      refused(
        `image backend of environment "staging" must run as its release says, ${images.backend.image}, got ${got}; make both the same: npx slipway deploy staging`,
        "promote release 2 of staging",
      ),
    );
  });

  it("is refused when the source runs no task that shows it", async () => {
    running = {};
    await expect(move({ services: ["backend"] })).rejects.toThrow(
      `image backend of environment "staging" must run as its release says, ${images.backend.image}, got no running task; start one there first`,
    );
  });

  it.each([{ image: images.backend.image }, { image: "registry/slipway-dev-backend:src-a" }])(
    "is known by %j where ECS names no digest",
    async (container) => {
      running["slipway-staging-backend"] = { backend: container };
      await move({ services: ["backend"] });
      expect(deployed).toHaveLength(1);
    },
  );

  it("says what right is missing to see the source", async () => {
    instead = {
      DescribeServices: () => ({ status: 400, body: { __type: "AccessDeniedException", message: "no" } }),
    };
    await expect(move()).rejects.toThrow(
      "AWS request failed: ecs:Describe* and ecs:List* (environment staging, account 111122223333, eu-west-1)\n  AWS answered AccessDeniedException: no",
    );
  });

  it("is refused when it lacks the image", async () => {
    recordReleases(bucket, "staging", [{ images: { frontend: images.frontend } }]);
    bucket.objects.delete("staging/releases/000002.json");
    await expect(move()).rejects.toThrow(
      refused(
        "release 1 must have image backend to be promoted, got frontend; release it: npx slipway promote all --from dev --to staging",
      ),
    );
  });
});

test.each([
  [
    "a source without a release, which is promoted into",
    {},
    refused(
      'environment "staging" must have a release to promote, got none; the first one: npx slipway promote all --from dev --to staging',
    ),
  ],
  [
    "a source without a release, which builds",
    { from: dev, to: staging },
    refused(
      'environment "dev" must have a release to promote, got none; the first one: npx slipway deploy dev',
      'promote from "dev" to "staging"',
    ),
  ],
  [
    "a service that comes from elsewhere",
    { from: dev, services: ["backend", "admin"] },
    'Cannot promote from "dev" to "production":\n' +
      '  - services.backend.image must be { from: "dev" } to be promoted from there, got { from: "staging" }\n' +
      '  - services.admin.image must be { from: "dev" } to be promoted from there, got { from: "staging" }',
  ],
  [
    "all, where nothing comes from there",
    { from: staging, to: dev },
    refused(
      'the image of a service must be { from: "staging" } to be promoted from there, got none (backend: the build of "apps/backend", frontend: the build of "apps/frontend")',
      'promote from "staging" to "dev"',
    ),
  ],
  [
    "an unknown service",
    { services: ["backnd"] },
    'the command is not valid:\n  - service must be one of admin, backend, frontend, got "backnd"; did you mean "backend"?',
  ],
])("%s is refused", async (_case, request, message) => {
  await expect(move(request)).rejects.toThrow(message);
  expect(deployed).toEqual([]);
});
