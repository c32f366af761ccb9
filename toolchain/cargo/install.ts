import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { cacheDirectory, cached, cacheFolder } from "../cache";
import { contentKey } from "../keys";
import type { Progress } from "../progress";
import { run } from "../run";
import { findCargo, type Cargo } from "./cargo";
import type { CratePin } from "./pins";

/** A test needs a program soon, not a fast one: little optimisation halves the build, and symbols are most of its size. */
const SETTINGS = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "1",
  CARGO_PROFILE_RELEASE_DEBUG: "0",
  CARGO_PROFILE_RELEASE_STRIP: "symbols",
  CARGO_TERM_COLOR: "never",
  CARGO_TERM_PROGRESS_WHEN: "always",
  CARGO_TERM_PROGRESS_WIDTH: "100",
} as const;

/** `   Compiling serde v1.0.228` or `    Building [=>   ] 12/900: serde, tokio`, which say nothing about a failure. */
const PROGRESS_LINE = /^\s*(Compiling|Building|Downloaded|Downloading|Updating|Locking|Adding|Installing) /;

/** Everything that the program depends on; another compiler's program is as good. */
function keyOf(pin: CratePin, platform: string): string {
  const { name, version, sha256, features } = pin;
  return contentKey({ name, version, sha256, features, settings: SETTINGS, platform });
}

/** Absolute path of the program, which is built the first time. */
export async function ensureCrateProgram(pin: CratePin, progress: Progress): Promise<string> {
  const cargo = await findCargo(pin.rust);
  const entry = await cached(
    pin.name,
    keyOf(pin, cargo.platform),
    (folder) =>
      progress.during(
        pin.name,
        `building version ${pin.version} from its crate, which takes half an hour the first time`,
        (update) => build(pin, cargo, folder, update),
      ),
    () => progress.say(pin.name, "waiting for another run that builds it"),
  );
  if (!entry.fresh) progress.say(pin.name, `${pin.version}, already built, in ${entry.folder}`);
  return path.join(entry.folder, "bin", pin.name);
}

/** Whether the program is in the cache; builds nothing and fetches nothing. */
export async function isCrateProgramBuilt(pin: CratePin): Promise<boolean> {
  const { platform } = await findCargo(pin.rust);
  return existsSync(path.join(cacheFolder(pin.name, keyOf(pin, platform)), "bin", pin.name));
}

async function build(
  pin: CratePin,
  cargo: Cargo,
  folder: string,
  update: (detail: string) => void,
): Promise<void> {
  // Outside the folder that an interruption removes: the next run goes on where this one stopped.
  const target = path.join(cacheDirectory(), `${pin.name}-target`);
  const crate = `${pin.name}@${pin.version}`;
  update("fetching the crate");
  await mkdir(target, { recursive: true });
  await run(cargo.path, ["info", "--quiet", crate], { doing: `fetching ${crate}`, cwd: target });
  await checkCrate(
    pin,
    path.join(process.env.CARGO_HOME ?? path.join(homedir(), ".cargo"), "registry/cache"),
  );
  const args = ["install", crate, "--locked", "--root", folder, "--features", pin.features.join(",")];
  await run(cargo.path, args, {
    doing: `building ${crate}`,
    cwd: target,
    env: { ...SETTINGS, CARGO_TARGET_DIR: target, RUSTFLAGS: undefined },
    noise: PROGRESS_LINE,
    onLine: (line) => {
      const detail = progressOf(line);
      if (detail !== undefined) update(detail);
    },
  });
  await rm(target, { recursive: true, force: true });
}

/** @internal what a line of cargo's progress bar says, in short */
export function progressOf(line: string): string | undefined {
  const [, done, total] = /^\s*Building \[[^\]]*\] (\d+)\/(\d+)/.exec(line) ?? [];
  return done === undefined ? undefined : `crate ${done} of ${total ?? ""}`;
}

/** @internal refuses a crate whose content is not the pinned one; `registries` is cargo's folder of what it fetched */
export async function checkCrate(pin: CratePin, registries: string): Promise<void> {
  const file = `${pin.name}-${pin.version}.crate`;
  const found = (await readdir(registries))
    .map((registry) => path.join(registries, registry, file))
    .filter((candidate) => existsSync(candidate));
  if (found.length === 0)
    throw new Error(`${file} must be in ${registries} after cargo has fetched it, got nothing`);
  for (const candidate of found) {
    const got = createHash("sha256")
      .update(await readFile(candidate))
      .digest("hex");
    if (got !== pin.sha256) throw new Error(`${candidate} must have the sha256 ${pin.sha256}, got ${got}`);
  }
}
