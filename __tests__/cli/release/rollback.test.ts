import type { DeployRequest } from "../../../cli/deploy/deployment";
import { rollBack, type RollbackRequest } from "../../../cli/release/rollback";
import { resolveEnvironment } from "../../../environments";
import type { Environment, Service } from "../../../environments/model";
import type { ReleasedImage } from "../../../release/record";
import type { Progress } from "../../../toolchain/progress";
import { FakeAws, type Answers } from "../../support/fake-aws";
import { FakeBucket } from "../../support/fake-bucket";
import { registryAnswers } from "../../support/fake-registry";
import { digest, recordReleases, released } from "../../support/releases";
import { root } from "../../support/synth-environment";

const local = resolveEnvironment("local", root);
const service = local.services.find(({ name }) => name === "backend");
if (service === undefined) throw new Error("no service");
const withService = (changes: Partial<Service>): Environment => ({
  ...local,
  services: local.services.map((each) => (each.name === "backend" ? { ...each, ...changes } : each)),
});
const side = { ...service, name: "proxy" };
const backend = (digit: string) => released("slipway-local-backend", digit);
const proxy = (digit: string) => released("slipway-local-backend/proxy", digit);
const other = released("slipway-local-frontend", "f");

let bucket: FakeBucket;
let aws: FakeAws;
let registry: Set<string>;
let instead: Answers;
let said: string[];
let deployed: DeployRequest[];
const progress: Progress = {
  say: (subject, message) => said.push(`${subject}: ${message}`),
  during: (_subject, _message, work) => work(() => undefined),
};
beforeEach(async () => {
  bucket = new FakeBucket();
  registry = new Set(
    ["a", "b", "c"].flatMap((digit) => [
      `000000000000/slipway-local-backend@${digest(digit)}`,
      `000000000000/slipway-local-backend/proxy@${digest(digit)}`,
    ]),
  );
  instead = {};
  said = [];
  deployed = [];
  aws = await FakeAws.start(() => ({ ...registryAnswers(registry), ...instead }), bucket);
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
});
afterEach(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});

const releases = (...images: Readonly<Record<string, ReleasedImage>>[]) =>
  recordReleases(
    bucket,
    "local",
    images.map((each) => ({ images: each })),
  );
const roll = (request: Partial<RollbackRequest> = {}) =>
  rollBack(
    {
      environment: local,
      service: "backend",
      yes: true,
      adopt: false,
      install: false,
      allowDirty: false,
      json: true,
      ...request,
    },
    progress,
    (each) => Promise.resolve(deployed.push(each)),
  );
/** The same image under the name of the registry that the emulator is now. */
const there = <T extends { readonly image: string }>(image: T): T => ({
  ...image,
  image: image.image.replace("127.0.0.1:4566", new URL(aws.endpoint).host),
});
const refused = (problem: string, action = 'roll back backend in environment "local"') =>
  `Cannot ${action}:\n  - ${problem}`;

describe("without a number", () => {
  it("goes to the newest release in which the service had another image, whatever others had", async () => {
    releases(
      { backend: backend("a") },
      { backend: backend("b") },
      { backend: backend("c") },
      { backend: backend("c"), frontend: other },
    );
    await roll();
    expect(deployed).toEqual([
      {
        environment: local,
        services: ["backend"],
        images: { backend: there(backend("b")) },
        reason: { kind: "rollback", to: 2 },
        again: "npx slipway rollback local backend --to 2",
        yes: true,
        adopt: false,
        install: false,
        allowDirty: false,
        json: true,
      },
    ]);
    expect(said).toEqual([
      "rollback: backend goes back to release 2 of 2026-01-02T03:04:01.000Z",
      "rollback: this holds until the next deployment, which takes the sources again: npx slipway deploy local",
    ]);
  });

  it("passes over releases without the service, and gaps", async () => {
    releases(
      { backend: backend("a") },
      { frontend: other },
      { backend: backend("b") },
      { backend: backend("b") },
    );
    bucket.objects.delete("local/releases/000003.json");
    await roll();
    expect(deployed[0]?.reason).toEqual({ kind: "rollback", to: 1 });
  });

  it("has nowhere to go when there was no other image", async () => {
    releases({ backend: backend("a") }, { backend: backend("a"), frontend: other });
    await expect(roll()).rejects.toThrow(
      refused(
        "service backend must have run another image in an earlier release, got the same in all of them; see npx slipway releases local",
      ),
    );
  });
});

describe("with a number", () => {
  it("goes to that release; --allow-dirty stays in the command", async () => {
    releases({ backend: backend("a") }, { backend: backend("b") }, { backend: backend("c") });
    await roll({ to: 1, allowDirty: true });
    expect(deployed[0]).toMatchObject({
      images: { backend: there(backend("a")) },
      reason: { kind: "rollback", to: 1 },
      again: "npx slipway rollback local backend --to 1 --allow-dirty",
      allowDirty: true,
    });
  });

  it.each([
    [9, "--to must be a release (the newest are 7, 6, 5, 4, 3), got 9"],
    [2, "--to must be a release that has service backend, got 2, which has frontend"],
    [
      7,
      `--to must be a release with another image of service backend than runs now, got 7, which has the same: ${digest("c")}`,
    ],
    [
      6,
      `--to must be a release with another image of service backend than runs now, got 6, which has the same: ${digest("c")}`,
    ],
  ])("%s is refused", async (to, problem) => {
    const last = { backend: backend("c") };
    releases({ backend: backend("a") }, { frontend: other }, last, last, last, last, last);
    await expect(roll({ to })).rejects.toThrow(refused(problem));
    expect(deployed).toEqual([]);
  });
});

describe("containers beside the service", () => {
  const environment = withService({ containers: [side] });

  it("go with it", async () => {
    releases(
      { backend: backend("a"), "backend/proxy": proxy("a") },
      { backend: backend("a"), "backend/proxy": proxy("b") },
    );
    await roll({ environment });
    expect(deployed[0]?.images).toEqual({ backend: there(backend("a")), "backend/proxy": there(proxy("a")) });
  });

  it("that the release does not have stay as they are, and that is said", async () => {
    releases({ backend: backend("a") }, { backend: backend("b"), "backend/proxy": proxy("b") });
    await roll({ environment });
    expect(deployed[0]?.images).toEqual({ backend: there(backend("a")), "backend/proxy": there(proxy("b")) });
    expect(said).toContain("rollback: release 1 has no image backend/proxy: it stays as it is");
  });
});

test("a service with a migration: which one runs is said", async () => {
  releases({ backend: backend("a") }, { backend: backend("b") });
  await roll({ environment: withService({ migrate: { command: ["migrate"], timeoutSeconds: 60 } }) });
  expect(said).toContain(
    "rollback: the migration of the older image runs before the service moves: what it does to newer data is up to it",
  );
});

test("a promoted service goes back too: its image is where it was built", async () => {
  const origin = {
    environment: "dev",
    service: "backend",
    account: "111122223333",
    region: "eu-west-1",
    repository: "slipway-dev-backend",
    architecture: "x86_64" as const,
  };
  const environment = {
    ...local,
    services: [
      { ...service, image: { kind: "promoted" as const, from: "staging", service: "backend", origin } },
    ],
  };
  const image = (digit: string) => released("slipway-dev-backend", digit);
  releases({ backend: image("a") }, { backend: image("b") });
  await expect(roll({ environment })).rejects.toThrow(
    refused(
      `image backend of release 1 must be in repository "slipway-dev-backend" of account 111122223333 in eu-west-1, got none with ${digest("a")}; it has expired or was deleted: release again from environment "dev" on`,
      'deploy release 1 to environment "local"',
    ),
  );
  registry.add(`111122223333/slipway-dev-backend@${digest("a")}`);
  await roll({ environment });
  expect(deployed[0]?.images).toEqual({ backend: there(image("a")) });
  expect(said).toContain(
    "rollback: this holds until the next promotion: npx slipway promote all --from staging --to local",
  );
});

test("an image that its repository does not have any longer is not deployed", async () => {
  releases({ backend: backend("d") }, { backend: backend("b") });
  await expect(roll()).rejects.toThrow(
    refused(
      `image backend of release 1 must be in repository "slipway-local-backend" of account 000000000000 in us-east-1, got none with ${digest("d")}; it has expired or was deleted: choose another release of those that npx slipway releases local lists`,
      'deploy release 1 to environment "local"',
    ),
  );
  expect(deployed).toEqual([]);
});

test("who may not look says which right is missing", async () => {
  releases({ backend: backend("a") }, { backend: backend("b") });
  instead = {
    BatchGetImage: () => ({ status: 400, body: { __type: "AccessDeniedException", message: "no" } }),
  };
  await expect(roll()).rejects.toThrow(
    'AWS request failed: ecr:BatchGetImage on repository "slipway-local-backend" (environment local, account 000000000000, us-east-1)\n  AccessDeniedException: no',
  );
});

test.each([
  [
    "an unknown service",
    { service: "backnd" },
    'the command is not valid:\n  - service must be one of backend, frontend, got "backnd"; did you mean "backend"?',
  ],
  [
    "a service whose image is from elsewhere",
    { environment: withService({ image: { kind: "external", uri: "nginx:1.27" } }) },
    refused(
      'service backend must have an image that is built or promoted to have releases, got { uri: "nginx:1.27" }; write the earlier one into the environment, and deploy',
    ),
  ],
  [
    "an environment without a release",
    {},
    refused(
      'environment "local" must have a release to go back from, got none; the first one: npx slipway deploy local',
    ),
  ],
])("%s is refused", async (_case, request, problem) => {
  await expect(roll(request)).rejects.toThrow(problem);
});
