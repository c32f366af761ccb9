import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Gate, type Refusal } from "../../support/gate";
import { type Finished, slipway, succeeded } from "../../support/slipway";
import { LocalProject } from "../platform/local-project";

/**
 * Images that cannot be built or pushed, by the real Docker engine, provider and Terraform: each command shows the words of
 * the builder or of the registry.
 */
const APP = "apps/broken";
const LOG = "local-images/web-image.build.log";
let project: LocalProject;

beforeAll(async () => {
  project = await LocalProject.start();
  mkdirSync(join(project.copy.path, APP));
  project.services(`{ web: { image: "${APP}", port: 3000, route: { path: "/*" } } }`);
  dockerfile(...BASE);
  succeeded(await run(["bootstrap", "local"]));
});
afterAll(() => project.stop());

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> =>
  slipway(args, { cwd: project.copy.path, env: { ...project.started.env, ...env } });

const dockerfile = (...lines: string[]) =>
  writeFileSync(join(project.copy.path, APP, "Dockerfile"), [...lines, ""].join("\n"));
const BASE = ["ARG NODE_IMAGE=node:22.23.3-trixie-slim", "FROM ${NODE_IMAGE} AS production", "USER 10001"];

/** The error at the end of what a command printed, which must have failed. */
function errorOf({ code, stdout, stderr }: Finished): string[] {
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.any(String) });
  const lines = stderr.split("\n");
  return lines.slice(lines.findIndex((line) => /^(Building|Pushing|Deploying) .* failed/.test(line)));
}

const HEAD = `Building the image of web failed (${APP}/Dockerfile):`;

describe("slipway deploy", () => {
  it("shows what a failed RUN printed when it fails, and at the end what exists", async () => {
    dockerfile(...BASE, "RUN echo hello; echo compile error in line 7; exit 4");
    const finished = await run(["deploy", "local", "--yes"]);
    // An emulator's foundation is applied beside the images, and takes longer.
    const [before, after] = finished.stderr.split("waiting for the apply of local-foundation");
    expect(before).toContain("  | compile error in line 7");
    expect(after).toContain("Deploying local failed");
    const error = errorOf(finished);
    expect(error[0]).toBe("Deploying local failed: terraform apply of local-images");
    expect(error.slice(2, 6)).toEqual([
      HEAD,
      expect.stringMatching(/^ {2}\[.*2\/2\] RUN echo hello; echo compile error in line 7; exit 4$/),
      "  | hello",
      "  | compile error in line 7",
    ]);
    expect(error[6]).toMatch(/exit code: 4$/);
    expect(error.slice(7)).toEqual([
      `The builder's whole output: .slipway/local/deploy/stacks/${LOG}`,
      "",
      "Up to date: local-foundation",
      expect.stringMatching(
        /^Partly applied: local-images \(\d created; the next run continues from there\)$/,
      ),
      "Not started: local-services",
      "Complete output of Terraform: .slipway/local/local-images.log",
      "Fix the cause, then run again: npx slipway deploy local",
      "",
    ]);
  });
});

describe("cdktf deploy", () => {
  it("shows what a failed RUN printed, and keeps the builder's output beside the stack", async () => {
    const { code, output } = await project.cdktf("deploy", "local-images", "--auto-approve");
    expect(code).not.toBe(0);
    expect(output).toContain(`${HEAD}\n`);
    expect(output).toContain("\n  | hello\n  | compile error in line 7\n");
    const log = readFileSync(join(project.copy.path, "cdktf.out/stacks", LOG), "utf8");
    expect(log).toMatch(/^#\d+ [\d.]+ compile error in line 7$/m);
  });
});

describe("slipway build", () => {
  it.each([
    [
      "a failed RUN",
      [...BASE, "RUN echo compile error in line 7; exit 4"],
      /^ {2}\| compile error in line 7$/m,
    ],
    ["a base image that is missing", ["FROM localhost:1/nope:1", "USER 10001"], /localhost:1\/nope/],
    [
      "a file that is missing",
      ["FROM scratch", "COPY missing.txt /", "USER 10001"],
      /missing\.txt.*not found/,
    ],
    ["an unknown instruction", ["FROM scratch", "COPPY x /", "USER 10001"], /unknown instruction: COPPY/],
  ])("shows the builder's words for %s", async (_case, lines, words) => {
    dockerfile(...lines);
    const error = errorOf(await run(["build", "local", "web"]));
    expect(error[0]).toBe(HEAD);
    expect(error.join("\n")).toMatch(words);
    expect(error.join("\n")).not.toMatch(/^\s+at /m);
  });
});

describe("a registry that refuses a push", () => {
  const denied: Refusal = {
    status: 403,
    body: { errors: [{ code: "DENIED", message: "not authorized to perform: ecr:InitiateLayerUpload" }] },
  };
  let gate: Gate;
  beforeAll(async () => {
    dockerfile(...BASE);
    gate = await Gate.start(project.emulator.endpoint, {
      held: denied,
      method: "POST",
      url: /^\/v2\/.*\/blobs\/uploads\//,
    });
  });
  afterAll(() => gate.stop());

  it.each([
    ["deploy", ["deploy", "local", "--yes"]],
    ["build", ["build", "local", "web"]],
  ])("is quoted with the image and its repository: slipway %s", async (_command, args) => {
    const error = errorOf(await run(args, { SLIPWAY_EMULATOR_ENDPOINT: gate.endpoint })).join("\n");
    const { host } = new URL(gate.endpoint);
    expect(error).toMatch(
      new RegExp(
        `^Pushing the image of web to ${host}/slipway-local-web:src-[0-9a-f]{20} failed:\n {2}denied: not authorized to perform: ecr:InitiateLayerUpload$`,
        "m",
      ),
    );
    expect(error).toContain("aws sts get-caller-identity");
  });
});
