import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../../toolchain/cache";
import { findCargo } from "../../../toolchain/cargo/cargo";
import {
  checkCrate,
  ensureCrateProgram,
  isCrateProgramBuilt,
  progressOf,
} from "../../../toolchain/cargo/install";
import { FAKECLOUD, type CratePin } from "../../../toolchain/cargo/pins";
import { FAKECLOUD_IMAGE } from "../../../toolchain/images/pins";
import { silentProgress } from "../../../toolchain/progress";
import { FakeMachine } from "../../support/slipway";

const RUSTC =
  'echo "rustc 1.95.0 (59807616e 2026-04-14)"; echo "release: 1.95.0"; echo "host: x86_64-unknown-linux-gnu"';
const CRATE = "the crate";
const pin: CratePin = {
  name: "tool",
  version: "1.2.3",
  sha256: createHash("sha256").update(CRATE).digest("hex"),
  features: ["small"],
  rust: "1.91.0",
};

let machine: FakeMachine;
let before: NodeJS.ProcessEnv;
beforeEach(() => {
  machine = new FakeMachine().program("rustc", RUSTC);
  before = { ...process.env };
  process.env = { ...before, ...machine.env, CARGO_HOME: join(machine.folder, "cargo") };
});
afterEach(() => {
  process.env = before;
  machine.remove();
});

const registries = () => join(machine.folder, "cargo/registry/cache");
function registryWith(content: string): void {
  mkdirSync(join(registries(), "index"), { recursive: true });
  writeFileSync(join(registries(), "index/tool-1.2.3.crate"), content);
}

/** Writes what it was called with; `install` leaves a program and, before it, something in its target folder. */
const CARGO = `
echo "$@" >> "$CARGO_HOME/calls"
[ "$1" = info ] && exit 0
[ -f "$CARGO_TARGET_DIR/half" ] && echo resumed >> "$CARGO_HOME/calls"
touch "$CARGO_TARGET_DIR/half"
[ -f "$CARGO_HOME/stop" ] && { echo "error: linker not found" >&2; exit 101; }
mkdir -p "$5/bin"; echo program > "$5/bin/tool"`;
const calls = () => readFileSync(join(machine.folder, "cargo/calls"), "utf8").trim().split("\n");

describe("cargo", () => {
  test("is taken from PATH with the version and platform of its compiler", async () => {
    machine.program("cargo", "exit 0");
    expect(await findCargo("1.91.0")).toEqual({
      path: join(machine.folder, "bin/cargo"),
      rust: "1.95.0",
      platform: "x86_64-unknown-linux-gnu",
    });
  });

  test("that is missing or too old is refused with what to do", async () => {
    const message = (got: string) =>
      `this machine is not ready:\n  - Rust with cargo must be installed in version 1.99.0 or newer, because fakecloud's container image cannot be had and its program is built from its crate, got ${got}; get it from https://www.rust-lang.org/tools/install`;
    await expect(findCargo("1.99.0")).rejects.toThrow(message("nothing"));
    machine.program("cargo", "exit 0");
    await expect(findCargo("1.99.0")).rejects.toThrow(message("rustc 1.95.0 (59807616e 2026-04-14)"));
  });
});

describe("a program from a crate", () => {
  test("is built once, from the pinned version with its own lock file, and its build folder goes", async () => {
    machine.program("cargo", CARGO);
    registryWith(CRATE);
    expect(await isCrateProgramBuilt(pin)).toBe(false);
    const program = await ensureCrateProgram(pin, silentProgress);
    expect(readFileSync(program, "utf8")).toBe("program\n");
    expect(await ensureCrateProgram(pin, silentProgress)).toBe(program);
    expect(await isCrateProgramBuilt(pin)).toBe(true);
    expect(calls()).toEqual([
      "info --quiet tool@1.2.3",
      expect.stringMatching(/^install tool@1\.2\.3 --locked --root \S+ --features small$/),
    ]);
    expect(existsSync(join(cacheDirectory(), "tool-target"))).toBe(false);
  });

  test("that was interrupted goes on where it stopped", async () => {
    machine.program("cargo", CARGO);
    registryWith(CRATE);
    writeFileSync(join(machine.folder, "cargo/stop"), "");
    await expect(ensureCrateProgram(pin, silentProgress)).rejects.toThrow(
      /building tool@1\.2\.3 failed: .*\n {2}error: linker not found$/,
    );
    expect(await isCrateProgramBuilt(pin)).toBe(false);
    machine.program("cargo", CARGO.replace("stop", "nothing"));
    await ensureCrateProgram(pin, silentProgress);
    expect(calls()).toContain("resumed");
  });

  test("is not built from a crate with another content", async () => {
    machine.program("cargo", CARGO);
    registryWith("something else");
    await expect(ensureCrateProgram(pin, silentProgress)).rejects.toThrow(
      `tool-1.2.3.crate must have the sha256 ${pin.sha256}, got `,
    );
    expect(calls()).toEqual(["info --quiet tool@1.2.3"]);
  });

  test("is not built when cargo has put the crate somewhere else", async () => {
    mkdirSync(registries(), { recursive: true });
    await expect(checkCrate(pin, registries())).rejects.toThrow(
      `tool-1.2.3.crate must be in ${registries()} after cargo has fetched it, got nothing`,
    );
  });

  test("shows how far it is", () => {
    expect(progressOf("    Building [======>        ] 12/841: serde, tokio")).toBe("crate 12 of 841");
    expect(progressOf("   Compiling serde v1.0.228")).toBeUndefined();
  });
});

test("fakecloud has one version, as a crate and as an image", () => {
  expect(FAKECLOUD_IMAGE).toBe(`ghcr.io/faiscadev/fakecloud:${FAKECLOUD.version}`);
});
