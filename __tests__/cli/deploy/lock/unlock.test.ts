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
import { processSpace } from "../../../../toolchain/process-space";
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

it("reports that no state is locked, without a prompt", async () => {
  expect(await unlock(local, { yes: false, say, places: places() })).toEqual({ found: [], removed: [] });
  expect(said).toEqual(["No state of local is locked."]);
});

it("removes the locks that it has shown, and nothing else", async () => {
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

it("removes a lock of the state bucket's own state", async () => {
  bucket.objects.set("local/state.tfstate.tflock", lock("3"));
  await unlock(local, { yes: true, say, places: places() });
  expect(said).toEqual([heldBy("state", "3"), "local-state: unlocked"]);
  expect(bucket.objects.size).toBe(0);
});

it("keeps a lock that another process has taken since it was shown", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  let reads = 0;
  bucket.before = (method, key) => {
    if (method === "GET" && key === SERVICES && ++reads === 2) bucket.objects.set(SERVICES, lock("2"));
    return undefined;
  };
  expect((await unlock(local, { yes: true, say, places: places() })).removed).toEqual([]);
  expect(said.at(-1)).toBe("local-services: changed since it was shown; not removed");
  expect(bucket.objects.get(SERVICES)).toEqual(lock("2"));
});

it("keeps a lock that another process takes at the last moment", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  bucket.before = (method) => {
    if (method === "DELETE") bucket.objects.set(SERVICES, lock("2"));
    return undefined;
  };
  expect((await unlock(local, { yes: true, say, places: places() })).removed).toEqual([]);
  expect(bucket.objects.get(SERVICES)).toEqual(lock("2"));
});

it("removes nothing without a terminal and without --yes", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  await expect(unlock(local, { yes: false, say, places: places() })).rejects.toThrow(
    "Cannot prompt: stdin is not a terminal. Nothing was changed. Run without a prompt: npx slipway unlock local --yes",
  );
  expect(bucket.objects.get(SERVICES)).toEqual(lock("1"));
});

/** Records this process, which runs as long as the test does. */
async function writeOwn(file: string): Promise<void> {
  const marker: Marker = {
    pid: process.pid,
    started: (await startOf(process.pid)) ?? "",
    host: hostname(),
    space: processSpace(),
    operation: "apply",
    since: new Date().toISOString(),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(marker));
}

it("keeps the lock of a process that runs on this machine", async () => {
  bucket.objects.set(SERVICES, lock("1"));
  await writeOwn(places().stacks.services.marker);
  await expect(unlock(local, { yes: true, say, places: places() })).rejects.toThrow(
    /^The lock of local-services is in use: terraform apply runs on this machine since \S+Z \(process \d+\) and removes it when it ends. No lock was removed.$/,
  );
  expect(bucket.objects.get(SERVICES)).toEqual(lock("1"));
});

describe("a deployment", () => {
  const waiting = () => ({
    environment: local,
    places: Object.values(places().stacks),
    request: { yes: true, again: "npx slipway deploy local" },
    progress: {
      ...silentProgress,
      during: (subject: string, message: string, work: (update: () => void) => Promise<unknown>) => {
        say(`${subject}: ${message}`);
        return work(() => undefined) as never;
      },
    },
    interrupts: new Interrupts(() => undefined),
  });

  it("starts at once when no state is locked, and when the locks cannot be read", async () => {
    await untilFree(waiting());
    bucket.before = () => ({ status: 403, code: "AccessDenied" });
    await untilFree(waiting());
    expect(said).toEqual([]);
  });

  it("does not start while another process holds a lock, and shows owner, age and command", async () => {
    bucket.objects.set(SERVICES, lock("1"));
    const refusal = await untilFree(waiting()).catch((error: unknown) => (error as Error).message);
    expect(String(refusal).split("\n")).toEqual([
      "The state of local is locked; Terraform allows one change at a time:",
      heldBy("services", "1"),
      "Wait until that process has ended. If it no longer runs, remove the lock: npx slipway unlock local",
    ]);
  });

  it("starts while the state bucket's own state is locked", async () => {
    bucket.objects.set("local/state.tfstate.tflock", lock("3"));
    await untilFree(waiting());
    expect(said).toEqual([]);
  });

  it("does not start before an unsaved state is saved, and shows how", async () => {
    const { folder: stack } = places().stacks.images;
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "errored.tfstate"), "{}");
    const refusal = await untilFree(waiting()).catch((error: unknown) => (error as Error).message);
    expect(String(refusal).split("\n")).toEqual([
      "The state of local lacks resources: an earlier run could not save it, and Terraform kept it on this machine. Save it first:",
      '  eval "$(npx slipway env local)"',
      `  (cd ${relative(root, stack)} && "$SLIPWAY_TERRAFORM" state push errored.tfstate && rm errored.tfstate)`,
    ]);
  });

  it("waits for the Terraform of an earlier deployment", async () => {
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
        /^terraform: waiting for terraform apply of local-services \(process \d+, since \S+Z\) to save its state$/,
      ),
    ]);
  });
});

it("finds no lock in an object that is not one", async () => {
  bucket.objects.set(SERVICES, { text: "not JSON" });
  const locks = new StateLocks(local);
  expect(await locks.all()).toEqual([]);
  locks.close();
});
