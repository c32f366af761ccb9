import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { StateLocks } from "../../../../cli/deploy/lock/locks";
import type { Marker } from "../../../../cli/deploy/terraform/marker";
import { placesOf } from "../../../../cli/deploy/terraform/places";
import { unlock } from "../../../../cli/deploy/lock/unlock";
import { untilFree } from "../../../../cli/deploy/lock/waiting";
import { Interrupts } from "../../../../cli/deploy/interrupts";
import { resolveEnvironment } from "../../../../environments";
import { silentProgress } from "../../../../toolchain/progress";
import { FakeAws } from "../../../support/fake-aws";
import { FakeBucket } from "../../../support/fake-bucket";
import { startOf } from "../../../../toolchain/process-start";
import { root } from "../../../support/synth-environment";

const local = resolveEnvironment("local", root);
const SERVICES = "local/services.tfstate.tflock";
const IMAGES = "local/images.tfstate.tflock";
const since = new Date(Date.now() - 65_000).toISOString();
const lock = (id: string) => ({
  text: JSON.stringify({ ID: id, Operation: "OperationTypeApply", Who: "ada@laptop", Created: since }),
});
const heldBy = (stack: string, id: string) =>
  expect.stringMatching(
    new RegExp(
      `^(  )?local-${stack}: locked by ada@laptop since ${since.slice(0, 19)}Z \\(1 min \\d+ s ago\\) for terraform apply, ID ${id}$`,
    ),
  ) as string;

let aws: FakeAws;
let bucket: FakeBucket;
let folder: string;
let said: string[];
const say = (line: string) => void said.push(line);
const places = () => placesOf("local", folder);

beforeEach(async () => {
  bucket = new FakeBucket();
  aws = await FakeAws.start(() => ({}), bucket);
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
  folder = mkdtempSync(join(tmpdir(), "slipway-unlock-"));
  mkdirSync(places().folder, { recursive: true });
  said = [];
});
afterEach(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  rmSync(folder, { recursive: true, force: true });
  await aws.stop();
});

test("nothing locked: says so, and asks nobody", async () => {
  expect(await unlock(local, { yes: false, say, places: places() })).toEqual({ found: [], removed: [] });
  expect(said).toEqual(["No state of local is locked."]);
});

test("removes what it has shown, and nothing else", async () => {
  bucket.objects
    .set(IMAGES, lock("1"))
    .set(SERVICES, lock("2"))
    .set("local/services.tfstate", { text: "{}" });
  const { removed } = await unlock(local, { yes: true, say, places: places() });
  expect(removed.map(({ part, lock: { id } }) => [part, id])).toEqual([
    ["images", "1"],
    ["services", "2"],
  ]);
  expect(said).toEqual([
    heldBy("images", "1"),
    heldBy("services", "2"),
    "local-images: unlocked",
    "local-services: unlocked",
  ]);
  expect([...bucket.objects.keys()]).toEqual(["local/services.tfstate"]);
});

test("removes a lock of the state bucket's own state, which a killed bootstrap leaves", async () => {
  bucket.objects.set("local/state.tfstate.tflock", lock("3"));
  await unlock(local, { yes: true, say, places: places() });
  expect(said).toEqual([heldBy("state", "3"), "local-state: unlocked"]);
  expect(bucket.objects.size).toBe(0);
});

test("a lock that has become somebody else's meanwhile stays", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  let reads = 0;
  bucket.before = (method, key) => {
    if (method === "GET" && key === SERVICES && ++reads === 2) bucket.objects.set(SERVICES, lock("2"));
    return undefined;
  };
  expect((await unlock(local, { yes: true, say, places: places() })).removed).toEqual([]);
  expect(said.at(-1)).toBe("local-services: was freed meanwhile, left alone");
  expect(bucket.objects.get(SERVICES)).toEqual(lock("2"));
});

test("also when that happens at the last moment", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  bucket.before = (method) => {
    if (method === "DELETE") bucket.objects.set(SERVICES, lock("2"));
    return undefined;
  };
  expect((await unlock(local, { yes: true, say, places: places() })).removed).toEqual([]);
  expect(bucket.objects.get(SERVICES)).toEqual(lock("2"));
});

test("without a terminal and without --yes nothing is removed, and the error says --yes", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  await expect(unlock(local, { yes: false, say, places: places() })).rejects.toThrow(
    "nobody can be asked: this is no terminal, and nothing was changed; to go ahead without a question: npx slipway unlock local --yes",
  );
  expect(bucket.objects.get(SERVICES)).toEqual(lock("1"));
});

/** Records this process, which runs as long as the test does. */
async function writeOwn(file: string): Promise<void> {
  const marker: Marker = {
    pid: process.pid,
    started: (await startOf(process.pid)) ?? "",
    host: hostname(),
    operation: "apply",
    since: new Date().toISOString(),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(marker));
}

test("the lock of a process that works on this machine stays", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  await writeOwn(places().stacks.services.marker);
  await expect(unlock(local, { yes: true, say, places: places() })).rejects.toThrow(
    /^the lock of local-services must stay: terraform apply works on this machine since \S+Z \(process \d+\), and frees it when it ends; nothing was unlocked$/,
  );
  expect(bucket.objects.get(SERVICES)).toEqual(lock("1"));
});

describe("a deployment", () => {
  const waiting = () => ({
    environment: local,
    places: places(),
    progress: {
      ...silentProgress,
      during: (subject: string, message: string, work: (update: () => void) => Promise<unknown>) => {
        say(`${subject}: ${message}`);
        return work(() => undefined) as never;
      },
    },
    interrupts: new Interrupts(() => undefined),
  });

  test("begins at once when nobody holds a state, and when nobody may look", async () => {
    await untilFree(waiting());
    bucket.before = () => ({ status: 403, code: "AccessDenied" });
    await untilFree(waiting());
    expect(said).toEqual([]);
  });

  test("does not begin when somebody else holds one: who, since when, and what to do", async () => {
    bucket.objects.set(SERVICES, lock("1"));
    const refusal = await untilFree(waiting()).catch((error: unknown) => (error as Error).message);
    expect(String(refusal).split("\n")).toEqual([
      "the state of local is locked, and Terraform lets one work on it at a time:",
      heldBy("services", "1"),
      "Wait until that has ended. If that process is gone for good: npx slipway unlock local",
    ]);
  });

  test("begins while the state bucket's own state is locked, which it does not write", async () => {
    bucket.objects.set("local/state.tfstate.tflock", lock("3"));
    await untilFree(waiting());
    expect(said).toEqual([]);
  });

  test("does not begin when a state was not saved: how to save it", async () => {
    const { folder: stack } = places().stacks.images;
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "errored.tfstate"), "{}");
    const refusal = await untilFree(waiting()).catch((error: unknown) => (error as Error).message);
    expect(String(refusal).split("\n")).toEqual([
      "the state of local lacks what Terraform made before, when it could not save it. Save it first:",
      '  eval "$(npx slipway env local)"',
      `  (cd ${relative(root, stack)} && terraform state push errored.tfstate && rm errored.tfstate)`,
    ]);
  });

  test("waits for the Terraform that an earlier one has left, then goes on", async () => {
    const { marker } = places().stacks.services;
    bucket.objects.set(SERVICES, lock("1"));
    await writeOwn(marker);
    const free = untilFree(waiting());
    while (said.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    rmSync(marker);
    bucket.objects.delete(SERVICES);
    await free;
    expect(said).toEqual([
      expect.stringMatching(
        /^terraform: waiting for terraform apply of local-services, which an earlier deployment began at \S+Z \(process \d+\)$/,
      ),
    ]);
  });
});

test("an answer that is not a lock is none", async () => {
  bucket.objects.set(SERVICES, { text: "not JSON" });
  const locks = new StateLocks(local);
  expect(await locks.all()).toEqual([]);
  locks.close();
});
