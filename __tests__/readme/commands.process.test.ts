import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ProjectCopy } from "../support/project-copy";
import { finish } from "../support/slipway";
import { root } from "../support/synth-environment";
import { readme } from "./read";

it("every file of the table of what to touch is there", () => {
  const touched = [...readme.matchAll(/^\| [^|`]+\| (.*`.*) \|$/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path).filter((path) => !/[< ]/.test(path)),
  );
  expect(touched.length).toBeGreaterThan(15);
  const inEnvironments = ["input.ts", "schema/index.ts", "model.ts", "resolve.ts"];
  const paths = touched.map((path) => (inEnvironments.includes(path) ? `environments/${path}` : path));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe("npx, in the project's folder, without anything installed globally", () => {
  const copy = new ProjectCopy();
  afterAll(() => copy.remove());
  const npx = (...args: string[]) => finish("npx", args, { cwd: copy.path });

  it("slipway doctor --json", async () => {
    const { code, stdout } = await npx("slipway", "doctor", "--json");
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: { subject: string }[] };
    expect(code).toBe(ok ? 0 : 1);
    expect(findings.map(({ subject }) => subject)).toEqual(expect.arrayContaining(["node", "terraform"]));
  });

  it("slipway environment dev", async () => {
    const { code, stdout } = await npx("slipway", "environment", "dev");
    expect([code, (JSON.parse(stdout) as { name: string }).name]).toEqual([0, "dev"]);
  });

  it("slipway env-files dev", async () => {
    const { code, stdout } = await npx("slipway", "env-files", "dev");
    expect([code, stdout]).toEqual([0, ".slipway/env/dev/backend.env\n.slipway/env/dev/frontend.env\n"]);
    expect(readFileSync(join(copy.path, ".slipway/env/dev/backend.env"), "utf8")).toContain("PORT=3000\n");
  });
});
