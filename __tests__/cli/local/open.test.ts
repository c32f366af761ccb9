import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "../../../cli/local/open";
import { FakeMachine } from "../../support/slipway";

const PAGE = "http://shop.alb.localhost:4566/?a=1&b=$(touch x)";
let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.remove());

const said = () => join(machine.folder, "said");

test.each<[NodeJS.Platform, string, string]>([
  ["linux", "xdg-open", `${PAGE}\n`],
  ["freebsd", "xdg-open", `${PAGE}\n`],
  ["darwin", "open", `${PAGE}\n`],
  ["win32", "rundll32", `url.dll,FileProtocolHandler\n${PAGE}\n`],
])("on %s %s gets the address as it is", async (platform, program, args) => {
  machine.program(program, `printf '%s\\n' "$@" > ${said()}`);
  expect(await openPage(PAGE, platform, machine.env)).toBeUndefined();
  expect(readFileSync(said(), "utf8")).toBe(args);
});

test("without a program the address is said", async () => {
  expect(await openPage(PAGE, "linux", { PATH: machine.folder })).toBe(
    `no browser was opened (spawn xdg-open ENOENT); the page is at ${PAGE}`,
  );
  expect(existsSync(said())).toBe(false);
});

test("one that fails too", async () => {
  machine.program("xdg-open", "exit 3");
  expect(await openPage(PAGE, "linux", machine.env)).toBe(
    `no browser was opened (xdg-open ended with 3); the page is at ${PAGE}`,
  );
});
