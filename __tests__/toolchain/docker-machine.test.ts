import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDebianLike, removeStalePidFiles } from "../../toolchain/docker-machine";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "slipway-pid-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ["the daemon's own process keeps it", "dockerd", true],
  ["another program by now: removed", "sh", false],
  ["no such process: removed", undefined, false],
])("pid file: %s", (_name, command, kept) => {
  const file = path.join(folder, "docker.pid");
  writeFileSync(file, "123\n");
  removeStalePidFiles([{ file, program: "dockerd" }], (pid) => (pid === "123" ? command : "wrong pid"));
  expect(existsSync(file)).toBe(kept);
});

test("a pid file that is not there is no problem", () => {
  removeStalePidFiles([{ file: path.join(folder, "docker.pid"), program: "dockerd" }], () => undefined);
});

test.each([
  ['NAME="Debian GNU/Linux"\nID=debian\n', true],
  ["ID=ubuntu\nID_LIKE=debian\n", true],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
  ['ID=fedora\nHOME_URL="https://debian.example"\n', false],
  ["", false],
])("%j", (osRelease, debian) => {
  expect(isDebianLike(osRelease)).toBe(debian);
});
