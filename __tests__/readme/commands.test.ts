import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cdktfProgram } from "../../cli/run-cdktf";
import { scripts } from "../../package.json";
import { ProjectCopy } from "../support/project-copy";
import { finish } from "../support/slipway";
import { root } from "../support/synth-environment";
import { commands, readme } from "./read";

jest.setTimeout(60_000);

const help = readFileSync(join(__dirname, "../golden/help.txt"), "utf8");
const found = commands();
/** First words after a program, from each command that starts it: `deploy` of `npx cdktf deploy 'dev-*'`. */
const after = (program: string) =>
  [...new Set(found.flatMap((line) => [...line.matchAll(new RegExp(`${program} ([a-z:-]+)`, "g"))]))].map(
    ([, word = ""]) => word,
  );

it("every npm script of the README is one", () => {
  expect(found).toEqual(expect.arrayContaining(["npm run local", "npm test", "npm run bench"]));
  for (const script of after("npm run")) expect(Object.keys(scripts)).toContain(script);
});

it("every slipway command of the README is one", () => {
  const used = after("npx slipway");
  expect(used).toEqual(expect.arrayContaining(["bootstrap", "cdktf", "doctor", "env", "env-files"]));
  for (const command of used) expect(help).toMatch(new RegExp(`^ {2}${command} `, "m"));
});

it("every cdktf verb of the README is one", async () => {
  const [node, script] = cdktfProgram();
  const { stdout, stderr } = await finish(node, [script, "--help"]);
  const verbs = after("cdktf");
  expect(verbs).toEqual(expect.arrayContaining(["diff", "deploy", "destroy"]));
  for (const verb of verbs) expect(stdout + stderr).toMatch(new RegExp(`^ +cdktf ${verb} `, "m"));
});

it("the compose file of the README has the emulator", () => {
  const [, file = ""] = /docker compose -f (\S+) up/.exec(found.join("\n")) ?? [];
  expect(parse(readFileSync(join(root, file), "utf8"))).toMatchObject({ services: expect.anything() });
});

it("every program that the README starts is tested here", () => {
  const known = /^(npm (run|test)|npx (slipway|cdktf) |docker compose -f |eval "\$\(npx slipway env\)")/;
  expect(found.filter((line) => !known.test(line))).toEqual([]);
});

it("every file that the README links or names is there", () => {
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  const touched = [...readme.matchAll(/^\| [^|`]+\| (.*`.*) \|$/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path).filter((path) => !path.includes("<")),
  );
  expect([links.length, touched.length].every((count) => count > 3)).toBe(true);
  const local = [...links, ...touched].filter((path) => !/^https?:/.test(path));
  const inEnvironments = ["input.ts", "schema/index.ts", "model.ts", "resolve.ts"];
  const paths = local.map((path) => (inEnvironments.includes(path) ? `environments/${path}` : path));
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
