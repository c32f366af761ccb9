import { Applied } from "../../../cli/deploy/apply-stacks";
import { imagesOf } from "../../../cli/deploy/image-names";
import type { Deployment } from "../../../cli/deploy/deployment";
import { finish } from "../../../cli/deploy/finish";
import { Interrupts } from "../../../cli/deploy/interrupts";
import type { Ports } from "../../../cli/deploy/ports";
import { releaseThenRemove } from "../../../cli/deploy/release-then-remove";
import { placesOf } from "../../../cli/deploy/terraform/places";
import { resolveEnvironment } from "../../../environments";
import type { ReleaseRecord } from "../../../release/record";
import { silentProgress } from "../../../toolchain/progress";
import { FakeAws } from "../../support/fake-aws";
import { root } from "../../support/synth-environment";

const environment = resolveEnvironment("local", root);
const NAMES = ["backend", "frontend"];
const STATE = {
  values: {
    root_module: {
      resources: NAMES.flatMap((name) => [
        {
          type: "aws_ecs_service",
          values: { name: `slipway-local-${name}`, cluster: "slipway-local", task_definition: `${name}:2` },
        },
        {
          type: "aws_ecs_task_definition",
          values: {
            family: `slipway-local-${name}`,
            container_definitions: JSON.stringify([{ name, image: `r/slipway-local-${name}:src-2` }]),
          },
        },
      ]),
    },
  },
};
const image = (name: string) => `r/slipway-local-${name}@sha256:2`;
const IMAGES = {
  backend: { image: image("backend"), tag: "src-2", commit: "c".repeat(40), version: "v1.1.0" },
  frontend: { image: image("frontend"), tag: "src-2" },
};

let aws: FakeAws;
let problems: string[];
let added: ReleaseRecord[];
let tagged: number[];
let digest: string | undefined;

beforeEach(async () => {
  digest = "sha256:2";
  aws = await FakeAws.start(() => ({
    BatchGetImage: () => ({
      body: { images: digest === undefined ? [] : [{ imageId: { imageDigest: digest } }] },
    }),
  }));
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
  [problems, added, tagged] = [[], [], []];
});
afterEach(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});

const verified: unknown[] = [];
const ports = {
  verifyServices: (services: readonly unknown[]) => {
    verified.splice(0, Infinity, ...services);
    return Promise.resolve(problems);
  },
  explainFailure: () => Promise.resolve(["web: exit code 3"]),
  tagRelease: (_environment: unknown, { number }: ReleaseRecord) => Promise.resolve(void tagged.push(number)),
} as unknown as Ports;

/** A deployment of the backend alone, from a commit with a version. */
const deployment = {
  request: { reason: { kind: "deploy" }, again: "npx slipway deploy local backend" },
  environment,
  images: imagesOf(environment.services.filter(({ name }) => name === "backend")),
  git: { kind: "commit", commit: "c".repeat(40), tags: ["v1.0.0", "v1.1.0", "other"], changed: [] },
  choice: { from: "variable", tags: [], note: "" },
  places: placesOf("local"),
  terraform: { show: () => Promise.resolve(STATE) },
  interrupts: new Interrupts(() => undefined),
  progress: silentProgress,
  ports,
} as unknown as Deployment;
const store = {
  current: () => Promise.resolve(undefined),
  add: (release: Omit<ReleaseRecord, "number">) => {
    added.push({ ...release, number: 7 });
    return Promise.resolve({ ...release, number: 7 });
  },
  close: () => undefined,
};
const before = (images: ReleaseRecord["images"]): ReleaseRecord => ({
  number: 6,
  at: "2026-01-01T00:00:00.000Z",
  by: "ada@laptop",
  reason: { kind: "deploy" },
  images,
});
const end = (changed: boolean, earlier?: ReleaseRecord) =>
  finish(deployment, { store, by: "ada@laptop", before: earlier, changed });

test("all services are verified; the record tells of all images, with the commit where it built them", async () => {
  const release = await end(true);
  expect(verified).toEqual(
    NAMES.map((name) => ({
      name,
      cluster: "slipway-local",
      service: `slipway-local-${name}`,
      taskDefinition: `${name}:2`,
    })),
  );
  expect(release).toEqual({
    number: 7,
    at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    by: "ada@laptop",
    reason: { kind: "deploy" },
    images: IMAGES,
  });
  expect([added, tagged]).toEqual([[release], [7]]);
});

test("what is not as it was asked for is no release", async () => {
  problems = ["service web must run 2 tasks, got 1"];
  await expect(end(true)).rejects.toThrow(
    [
      "local was applied, but ECS does not run what was asked for; no release was recorded:",
      "  - service web must run 2 tasks, got 1",
      "web: exit code 3",
      "Correct the cause, then: npx slipway deploy local backend",
    ].join("\n"),
  );
  expect([added, tagged]).toEqual([[], []]);
});

test("without a change there is a new record only when the last one tells of something else, or there is none", async () => {
  const same = before(IMAGES);
  expect(await end(false, same)).toBe(same);
  expect(added).toEqual([]);
  expect((await end(false, before({ backend: IMAGES.backend }))).number).toBe(7);
  expect((await end(false)).number).toBe(7);
  expect((await end(true, same)).number).toBe(7);
  expect(added).toHaveLength(3);
});

test("an image that the registry has not is no release", async () => {
  digest = undefined;
  await expect(end(true)).rejects.toThrow(
    "no release was recorded: the registry has no image r/slipway-local-backend:src-2, which backend runs; deploy again",
  );
  expect(added).toEqual([]);
});

/** Ends a deployment that has something to remove; the removal reports what was recorded before. */
function endRemoving(remove: () => Promise<void>) {
  const applied = new Applied(["foundation", "services"]);
  const reported: { release?: ReleaseRecord } = {};
  const events: unknown[] = [];
  const early = {
    applyRemovals: (_confirm: unknown, by: string) => {
      events.push([by, added.length]);
      return remove();
    },
  };
  const finished = { store, by: "ada@laptop", before: undefined, changed: true };
  const confirm = () => Promise.resolve();
  const ended = releaseThenRemove(deployment, { applied, reported, finished, early, confirm });
  return { applied, ended, events, reported };
}

it("records the release before it removes anything", async () => {
  const { applied, ended, events } = endRemoving(() => Promise.resolve());
  expect((await ended).number).toBe(7);
  expect([events, applied.release]).toEqual([[["ada@laptop", 1]], 7]);
});

it("removes nothing when the verification fails", async () => {
  problems = ["service web must run 2 tasks, got 1"];
  const { ended, events } = endRemoving(() => Promise.resolve());
  await expect(ended).rejects.toThrow("no release was recorded");
  expect([events, added]).toEqual([[], []]);
});

it("keeps the release when a removal fails", async () => {
  const { applied, ended, reported } = endRemoving(() => Promise.reject(new Error("in use")));
  await expect(ended).rejects.toThrow("in use");
  expect([added.length, tagged, applied.release, reported.release?.number]).toEqual([1, [7], 7, 7]);
});
