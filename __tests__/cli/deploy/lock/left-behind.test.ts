import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { findLeftBehind } from "../../../../cli/deploy/lock/left-behind";
import { releaseLeftBehind } from "../../../../cli/deploy/lock/release-left-behind";
import type { HeldLock } from "../../../../cli/deploy/lock/locks";
import type { Marker } from "../../../../cli/deploy/terraform/marker";
import { resolveEnvironment } from "../../../../environments";
import { startOf } from "../../../../toolchain/process-start";
import { processSpace } from "../../../../toolchain/process-space";
import { silentProgress } from "../../../../toolchain/progress";
import { FakeAws } from "../../../support/fake-aws";
import { FakeBucket } from "../../../support/fake-bucket";
import { root } from "../../../support/synth-environment";

/** Locks that a killed Terraform has left, with the record that it wrote at its start. */
const STACK = "local-services";
/** No Linux has a process of this id: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html, `pid_max` */
const GONE = 2 ** 22 + 1;
const since = new Date(Date.now() - 300_000);
const at = (milliseconds: number) => new Date(since.getTime() + milliseconds).toISOString();
const WHO = `${userInfo().username}@${hostname()}`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-lock-"));
  file = join(folder, `${STACK}.json`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (marker: Partial<Marker> = {}) =>
  writeFileSync(
    file,
    JSON.stringify({
      pid: GONE,
      started: "1",
      host: hostname(),
      space: processSpace(),
      operation: "apply",
      since: since.toISOString(),
      ...marker,
    }),
  );
const lock = (more: object = {}) => ({ id: "1", operation: "apply", who: WHO, since: at(2000), ...more });
const found = (more: object = {}) => findLeftBehind(lock(more), { folder: STACK, marker: file });

it("proves that the lock of a killed Terraform of this machine has no holder", async () => {
  record();
  expect(await found()).toMatchObject({ isProven: true, marker: { pid: GONE, operation: "apply" } });
});

it.each([
  ["apply", "apply"],
  ["destroy", "apply"],
  ["import", "import"],
  ["init", "migration destination state"],
])("recognises the lock that terraform %s takes for %s", async (command, operation) => {
  record({ operation: command });
  expect(await found({ operation })).toMatchObject({ isProven: true });
});

it.each([
  ["plan", "apply"],
  ["apply", "migration destination state"],
  ["init", "apply"],
])("does not take the lock of another command for that of terraform %s", async (command, operation) => {
  record({ operation: command });
  expect(await found({ operation })).toBeUndefined();
});

it.each([
  ["another user", { who: `somebody-else@${hostname()}` }],
  ["another host", { who: `${userInfo().username}@another-host` }],
  ["a process that started before it", { since: at(-60_000) }],
  ["a process that started later", { since: at(120_000) }],
  ["an unknown time", { since: "yesterday" }],
])("does not recognise the lock of %s", async (_owner, more) => {
  record();
  expect(await found(more)).toBeUndefined();
});

it("does not recognise a lock without a record, with one of another host, or with a damaged one", async () => {
  expect(await found()).toBeUndefined();
  record({ host: "another-host" });
  expect(await found()).toBeUndefined();
  writeFileSync(file, "{");
  expect(await found()).toBeUndefined();
});

it("does not recognise the lock of a process that runs", async () => {
  record({ pid: process.pid, started: (await startOf(process.pid)) ?? "" });
  expect(await found()).toBeUndefined();
});

it.each([
  ["of another container with the same host name", `${processSpace().split(" ")[0]} pid:[1]`],
  ["of the time before the machine was started again", `another-boot ${readlinkSync("/proc/self/ns/pid")}`],
  ["of a system without pid namespaces", ""],
])("does not prove anything by a record %s", async (_case, space) => {
  record({ space });
  expect(await found()).toMatchObject({ isProven: false });
});

it("does not prove anything while a process works in a folder of the stack's name, as in a second checkout", async () => {
  record();
  const other = join(folder, STACK);
  mkdirSync(other);
  const before = process.cwd();
  process.chdir(other);
  try {
    expect(await found()).toMatchObject({ isProven: false });
  } finally {
    process.chdir(before);
  }
});

describe("releasing", () => {
  const local = resolveEnvironment("local", root);
  const KEY = "local/services.tfstate.tflock";
  let aws: FakeAws;
  let bucket: FakeBucket;
  let said: string[];
  beforeEach(async () => {
    bucket = new FakeBucket();
    aws = await FakeAws.start(() => ({}), bucket);
    process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
    bucket.objects.set(KEY, {
      text: JSON.stringify({ ID: "1", Operation: "OperationTypeApply", Who: WHO, Created: at(2000) }),
    });
    said = [];
  });
  afterEach(async () => {
    delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
    await aws.stop();
  });
  const held: HeldLock = { part: "services", lock: lock(), etag: undefined };
  const release = (yes: boolean) =>
    releaseLeftBehind(
      {
        environment: local,
        marker: () => file,
        progress: { ...silentProgress, say: (subject, message) => void said.push(`${subject}: ${message}`) },
        yes,
        again: "npx slipway deploy local",
      },
      [held],
    );

  it("removes a proven lock with --yes, and prints one line", async () => {
    record();
    expect(await release(true)).toEqual([]);
    expect(bucket.objects.has(KEY)).toBe(false);
    expect(said).toEqual([
      `lock: local-services: removed the lock of terraform apply (process ${GONE}, started ${since.toISOString()}), which no longer runs; the state may lack what it created last`,
    ]);
  });

  it.each([
    ["without --yes and without a terminal", false, {}],
    ["with --yes where nothing is proven", true, { space: "another" }],
  ])("keeps the lock %s", async (_case, yes, marker) => {
    record(marker);
    expect(await release(yes)).toEqual([held]);
    expect([said, bucket.objects.has(KEY)]).toEqual([[], true]);
  });

  it("keeps a lock that another process has taken meanwhile", async () => {
    record();
    const text = JSON.stringify({ ID: "2", Operation: "OperationTypeApply", Who: WHO, Created: at(9000) });
    bucket.objects.set(KEY, { text });
    expect(await release(true)).toEqual([held]);
    expect([said, bucket.objects.get(KEY)]).toEqual([[], { text }]);
  });
});
