import { chmodSync, mkdirSync, mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { processSpace } from "../../../../toolchain/process-space";
import { Interruption, Interrupts } from "../../../../cli/deploy/interrupts";
import { livingMarker, type Marker } from "../../../../cli/deploy/terraform/marker";
import { placesOf, type Purpose, type StackPlace } from "../../../../cli/deploy/terraform/places";
import { Terraform, TerraformFailure } from "../../../../cli/deploy/terraform/terraform";

let folder: string;
let place: StackPlace;
let interrupts: Interrupts;
const said: string[] = [];
const program = () => join(folder, "terraform");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-deploy-"));
  place = placesOf("dev", folder).stacks.services;
  mkdirSync(place.folder, { recursive: true });
  writeFileSync(join(place.folder, "cdk.tf.json"), "{}");
  said.length = 0;
  interrupts = new Interrupts((line) => said.push(line));
  interrupts.listen();
});
afterEach(() => {
  interrupts.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A program in Terraform's place. */
function terraform(script: string, purpose: Purpose = "deploy"): Terraform {
  writeFileSync(program(), `#!/bin/sh\n${script}\n`);
  chmodSync(program(), 0o755);
  return new Terraform({ program: program(), purpose, env: { GIVEN: "variable" }, interrupts });
}

it.each<[Purpose, string]>([
  ["plan", "plan -input=false -no-color -lock=false -out=file"],
  ["deploy", "plan -input=false -no-color -out=file"],
])("takes a lock for a plan only to apply it: %s", async (purpose, expected) => {
  const lines: string[] = [];
  const run = terraform('echo "$@"', purpose);
  await run.run(place, "plan", ["-out=file"], (line) => lines.push(line));
  expect(lines).toEqual([expected]);
});

test("runs in the stack's folder, with its variables; the log holds all of it, the progress each line", async () => {
  const lines: string[] = [];
  await terraform('echo "$@"; pwd -P >&2; echo "$GIVEN $TF_IN_AUTOMATION"; printf "no end"').run(
    place,
    "apply",
    ["plan.file"],
    (line) => lines.push(line),
  );
  const printed = ["apply -input=false -no-color plan.file", place.folder, "variable 1", "no end"];
  expect(lines).toEqual(printed);
  expect(readFileSync(place.log, "utf8").split("\n").slice(1)).toEqual(printed);
  expect(readFileSync(place.log, "utf8")).toMatch(/^\S+Z terraform apply -input=false -no-color plan.file\n/);
});

test("while it runs, its process is written down; afterwards it is not", async () => {
  let marker: Marker | undefined;
  await terraform("echo running; sleep 1").run(place, "plan", [], () => {
    marker = JSON.parse(readFileSync(place.marker, "utf8")) as Marker;
  });
  expect(marker).toMatchObject({ host: hostname(), space: processSpace(), operation: "plan" });
  expect(existsSync(place.marker)).toBe(false);
});

it("keeps the record of a process that was killed, so that its lock is recognised", async () => {
  const failure = terraform("echo 'aws_vpc.a: Creation complete after 1s [id=x]'; sleep 0.5; kill -9 $$").run(
    place,
    "apply",
    [],
    () => undefined,
  );
  await expect(failure).rejects.toMatchObject({
    wasKilled: true,
    errors: [
      "Terraform was killed by SIGKILL; when no user did this, the machine may have run out of memory",
    ],
    completed: { created: 1, changed: 0, destroyed: 0 },
  });
  expect(existsSync(place.marker)).toBe(true);
  expect(await livingMarker(place.marker)).toBeUndefined();
});

test("a process is told from a later one with its number, from another machine's, and from one that is gone", async () => {
  let started = (): void => undefined;
  const begun = new Promise<void>((resolve) => (started = resolve));
  const running = terraform("echo begun; sleep 2").run(place, "plan", [], started);
  await begun;
  const marker = JSON.parse(readFileSync(place.marker, "utf8")) as Marker;
  expect(await livingMarker(place.marker)).toEqual(marker);
  const other = (change: Partial<Marker>) => {
    writeFileSync(`${place.marker}.other`, JSON.stringify({ ...marker, ...change }));
    return livingMarker(`${place.marker}.other`);
  };
  expect(await other({ started: "1" })).toBeUndefined();
  expect(await other({ host: "another.example" })).toBeUndefined();
  await running;
  expect(await other({})).toBeUndefined();
  expect(await livingMarker(place.marker)).toBeUndefined();
});

it("recognises a program that is a script and becomes another program, as version managers are", async () => {
  let started = (): void => undefined;
  const begun = new Promise<void>((resolve) => (started = resolve));
  const running = terraform("echo begun; exec sleep 2").run(place, "apply", [], started);
  await begun;
  expect(await livingMarker(place.marker)).toMatchObject({ operation: "apply" });
  await running;
});

test("a failure has Terraform's own errors, and its last lines when there is none", async () => {
  const failure = (script: string) =>
    terraform(script)
      .run(place, "apply", [], () => undefined)
      .catch((error: unknown) => error as TerraformFailure);
  const error = await failure('echo "made"; echo "Error: no room" >&2; echo "in the VPC" >&2; exit 1');
  expect(error).toBeInstanceOf(TerraformFailure);
  expect(error).toMatchObject({
    message: "terraform apply of dev-services failed",
    errors: ["Error: no room\nin the VPC"],
    lock: undefined,
    stale: false,
  });
  expect(await failure("echo killed; exit 137")).toMatchObject({ errors: ["killed"] });
  expect(await failure('echo "Error: Saved plan is stale"; exit 1')).toMatchObject({ stale: true });
  expect(
    await failure('printf "Error: Error acquiring the state lock\\n\\nLock Info:\\n  ID:  12\\n"; exit 1'),
  ).toMatchObject({ lock: { id: "12" } });
});

test("what the program says of a plan is read as JSON", async () => {
  const shown = await terraform('echo "{\\"arguments\\": \\"$*\\"}"').show(place, "plan.file");
  expect(shown).toEqual({ arguments: "show -json plan.file" });
});

test("an interrupt reaches Terraform as SIGINT, each one once; it is waited for, and nothing is started after", async () => {
  const lines: string[] = [];
  const one = terraform(
    "trap 'echo asked; n=$((n+1)); [ $n = 2 ] && exit 1' INT; echo ready; while :; do sleep 0.1; done",
  );
  const running = one.run(place, "apply", [], (line) => {
    lines.push(line);
    if (line === "ready") process.emit("SIGTERM", "SIGTERM");
    if (line === "asked" && lines.length === 2) process.emit("SIGINT", "SIGINT");
  });
  await expect(running).rejects.toMatchObject({ name: "Interruption", signal: "SIGTERM" });
  expect(lines).toEqual(["ready", "asked", "asked"]);
  expect(said).toEqual([
    "stopping: Terraform ends what it is doing, saves its state and frees its lock; a second interrupt makes it give up at once, and its state may then lack what it made",
  ]);
  await expect(one.run(place, "apply", [], () => undefined)).rejects.toBeInstanceOf(Interruption);
  expect(lines).toHaveLength(3);
});

test("what can be left alone is not waited for after an interrupt", async () => {
  const forever = new Promise<never>(() => undefined);
  const race = interrupts.race(forever);
  process.emit("SIGINT", "SIGINT");
  await expect(race).rejects.toMatchObject({ name: "Interruption", signal: "SIGINT" });
  expect(said).toEqual([]);
  await expect(interrupts.race(Promise.resolve(1))).rejects.toBeInstanceOf(Interruption);
});
