import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { finish, type Finished } from "../support/slipway";
import { root } from "../support/synth-environment";
import { type Answer, FakePrograms } from "./fake-programs";
import { gitlabText, readGitlab } from "./gitlab-file";

const { file, problems } = readGitlab(gitlabText);
const MARKER = "<!-- slipway-plan dev -->";
const SUMMARY = `${MARKER}\n### dev: 1 to change\n`;
const JOB = "https://gitlab.example/job/42";

interface Request {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

let folder: string;
let server: Server;
let requests: Request[];
/** By the beginning of a path: pages of a list, or one answer. */
let lists: Record<string, readonly (readonly unknown[])[]>;
let refused: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-gitlab-"));
  requests = [];
  lists = {};
  refused = false;
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = "", url = "" } = request;
      requests.push({ method, url, body: body === "" ? undefined : JSON.parse(body) });
      if (refused || request.headers["private-token"] !== "glpat") {
        response.writeHead(403).end("{}");
        return;
      }
      const page = Number(/page=(\d+)$/.exec(url)?.[1] ?? 1);
      const [, pages = []] = Object.entries(lists).find(([path]) => url.startsWith(path)) ?? [];
      response.setHeader("x-next-page", page < pages.length ? String(page + 1) : "");
      response.end(
        url === "/user" ? '{"id":7}' : JSON.stringify(method === "GET" ? (pages[page - 1] ?? []) : {}),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

interface Ran extends Finished {
  readonly asked: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The lines of a job, in one shell as the runner has them. */
async function run(
  job: string,
  variables: Readonly<Record<string, string>>,
  ...answers: readonly Answer[]
): Promise<Ran> {
  const {
    before_script,
    script = [],
    variables: own,
  } = file.jobs[job] ?? { before_script: [], variables: {} };
  const project = join(folder, "project");
  for (const each of [".github", ".gitlab"])
    cpSync(join(root, each), join(project, each), { recursive: true });
  mkdirSync(join(folder, "programs"));
  const fakes = new FakePrograms(
    join(folder, "bin"),
    ["npm", "npx", "curl", "unzip", "sha256sum", "terraform"],
    answers,
  );
  const { port } = server.address() as AddressInfo;
  const given: Record<string, string> = {
    CI_PROJECT_DIR: project,
    CI_JOB_ID: "42",
    CI_JOB_URL: JOB,
    CI_API_V4_URL: `http://127.0.0.1:${port}`,
    CI_PROJECT_ID: "3",
    CI_MERGE_REQUEST_IID: "5",
    SLIPWAY_ID_TOKEN: "a.signed.token",
    SLIPWAY_PLAN_ROLE: "arn:aws:iam::111122223333:role/delivery/slipway-dev-plan",
    SLIPWAY_RELEASE_ROLE: "arn:aws:iam::111122223333:role/delivery/slipway-dev-release",
    SLIPWAY_PROGRAMS: join(folder, "programs"),
    ...variables,
  };
  const expanded = Object.fromEntries(
    Object.entries({ ...own, AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token") }).map(([name, value]) => [
      name,
      value.replaceAll(/\$(\w+)/g, (_, variable: string) => given[variable] ?? ""),
    ]),
  );
  writeFileSync(join(folder, "job.sh"), ["set -eo pipefail", ...before_script, ...script].join("\n"));
  const ended = await finish("bash", [join(folder, "job.sh")], {
    cwd: project,
    env: { ...given, ...expanded, PATH: `${fakes.folder}:${process.env.PATH ?? ""}` },
  });
  const asked = fakes.calls.map(({ program, args }) => [program, ...args].join(" "));
  return { ...ended, asked, env: fakes.calls.at(-1)?.env ?? {} };
}

const planned = (stdout: string, code: number): Answer => ({
  program: "npx",
  begins: "slipway plan dev --format markdown",
  stdout,
  code,
});
const changed = () => requests.filter(({ method }) => method !== "GET");
const PREPARED = ["npm ci", "npx slipway doctor"];
const dev = { ENVIRONMENT: "dev", SLIPWAY_GITLAB_TOKEN: "glpat" };

test("GitLab knows every keyword, and each job says when, how long and where", () => {
  expect(problems).toEqual([]);
  expect(Object.keys(file.jobs)).toEqual([
    "check",
    "test",
    "plan",
    "drift",
    "dev",
    "staging",
    "production",
    "rollback",
  ]);
});

test.each([
  ["    - npm run check\n    - npm run processes", "", "check.script must be there"],
  ["  stage: staging", "  stage: stagin", "staging.stage must be one of stages"],
  ["resource_group: production", "resource_groups: production", "production.resource_groups is no keyword"],
  ["  timeout: 30m\n  interruptible", "  interruptible", "check.timeout must be set"],
  ["  environment: dev\n", "", "dev must have an environment, a token and a resource_group, as it releases"],
  ["extends: .plans", "extends: .plan", "plan.extends names no job, got .plan"],
])("%j as %j is found", (before, after, problem) => {
  expect(gitlabText).toContain(before);
  expect(readGitlab(gitlabText.replace(before, after)).problems).toContain(problem);
});

test("people start what goes to staging and to production, and no account is written down", () => {
  for (const name of ["staging", "production"]) {
    expect(file.jobs[name]?.rules).toMatchObject([{ when: "manual", allow_failure: false }]);
  }
  expect(file.jobs.dev?.rules?.[0]?.when).toBeUndefined();
  expect(gitlabText).not.toMatch(/\d{12}|arn:aws/);
  expect(file.jobs.production?.id_tokens).toEqual({ SLIPWAY_ID_TOKEN: { aud: "sts.amazonaws.com" } });
});

describe("the plan of a merge request", () => {
  const notes = "/projects/3/merge_requests/5/notes";

  test("is a note, and the job signs in with its token", async () => {
    const ran = await run("plan", dev, planned(SUMMARY, 2));
    expect(ran).toMatchObject({
      code: 0,
      asked: [...PREPARED, "npx slipway plan dev --format markdown"],
    });
    expect(ran.stdout).toContain(SUMMARY);
    expect(changed()).toEqual([{ method: "POST", url: notes, body: { body: SUMMARY } }]);
    expect(readFileSync(join(folder, "token"), "utf8")).toBe("a.signed.token");
    expect(ran.stdout + ran.stderr).not.toContain("a.signed.token");
  });

  test("is brought up to date, on the second page too; somebody else's is not touched", async () => {
    const other = { id: 1, body: `${MARKER}\n`, author: { id: 8 } };
    lists[notes] = [[other], [{ id: 2, body: SUMMARY, author: { id: 7 } }]];
    await run("plan", dev, planned(SUMMARY, 0));
    expect(changed()).toEqual([{ method: "PUT", url: `${notes}/2`, body: { body: SUMMARY } }]);
  });

  test("without a token for GitLab is in the log only", async () => {
    const ran = await run("plan", { ENVIRONMENT: "dev" }, planned(SUMMARY, 2));
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(SUMMARY);
    expect(ran.stderr).toContain("SLIPWAY_GITLAB_TOKEN is not set: the plan is in this log only");
    expect(requests).toEqual([]);
  });

  test.each([
    ["the plan fails", dev, planned("", 1), false, ""],
    ["GitLab refuses", dev, planned(SUMMARY, 2), true, "GitLab answered 403 to GET /user\n"],
    [
      "the role is not set up",
      { ...dev, SLIPWAY_PLAN_ROLE: "" },
      planned(SUMMARY, 2),
      false,
      "the role of the environment must be a variable of the project, got nothing; docs/ci.md says which\n",
    ],
  ])("fails the job when %s", async (_, variables, answer, refuses, stderr) => {
    refused = refuses;
    expect(await run("plan", variables, answer)).toMatchObject({ code: 1, stderr });
    expect(changed()).toEqual([]);
  });
});

describe("drift", () => {
  const issues = "/projects/3/issues";
  const found = { iid: 9, description: SUMMARY, author: { id: 7 } };
  const description = `${SUMMARY}\nFound by [this job](${JOB}). Deploy, or take the change into the sources; the issue closes itself.\n`;

  test("opens an issue", async () => {
    await run("drift", dev, planned(SUMMARY, 2));
    const title = "Drift: dev is not as its sources say";
    expect(changed()).toEqual([
      { method: "POST", url: issues, body: { title, description, labels: "slipway-drift" } },
    ]);
  });

  test("that is there still brings it up to date", async () => {
    lists[issues] = [[{ ...found, iid: 8, description: null }, found]];
    await run("drift", dev, planned(SUMMARY, 2));
    expect(changed()).toEqual([{ method: "PUT", url: `${issues}/9`, body: { description } }]);
  });

  test("that is gone closes it", async () => {
    lists[issues] = [[found]];
    await run("drift", dev, planned(SUMMARY, 0));
    expect(changed()).toEqual([
      { method: "POST", url: `${issues}/9/notes`, body: { body: `Gone, says [this job](${JOB}).` } },
      { method: "PUT", url: `${issues}/9`, body: { state_event: "close" } },
    ]);
  });

  test("that never was changes nothing", async () => {
    expect(await run("drift", dev, planned(SUMMARY, 0))).toMatchObject({ code: 0 });
    expect(changed()).toEqual([]);
  });
});

test.each<[string, Record<string, string>, string]>([
  ["dev", {}, "npx slipway deploy dev --yes"],
  ["staging", {}, "npx slipway promote all --from dev --to staging --yes"],
  ["production", {}, "npx slipway promote all --from staging --to production --yes"],
  [
    "production",
    { SLIPWAY_SOURCE_ROLE: "arn:aws:iam::111122223333:role/delivery/slipway-staging-plan" },
    "npx slipway promote all --from staging --to production --from-profile slipway-source --yes",
  ],
  [
    "rollback",
    { ROLLBACK_ENVIRONMENT: "dev", ROLLBACK_SERVICE: "backend" },
    "npx slipway rollback dev backend --yes",
  ],
  [
    "rollback",
    { ROLLBACK_ENVIRONMENT: "dev", ROLLBACK_SERVICE: "backend", ROLLBACK_RELEASE: "9" },
    "npx slipway rollback dev backend --to 9 --yes",
  ],
])("%s with %j", async (job, variables, command) => {
  const ran = await run(job, variables);
  expect(ran).toMatchObject({ code: 0, asked: [...PREPARED, command] });
  expect(ran.env).toEqual({
    TF_CLI_ARGS_plan: "-lock-timeout=10m",
    TF_CLI_ARGS_apply: "-lock-timeout=10m",
  });
});

test("a release that is refused fails the job", async () => {
  const answer = { program: "npx", begins: "slipway promote", code: 1 };
  expect(await run("production", {}, answer)).toMatchObject({ code: 1 });
});

test("Terraform is fetched when the image has none, and only as it was pinned", async () => {
  const setup = (sums: number) => {
    const fakes = new FakePrograms(
      join(folder, "bin"),
      ["npm", "npx", "curl", "unzip", "sha256sum"],
      [{ program: "sha256sum", begins: "", code: sums }],
    );
    const path = join(folder, "path");
    mkdirSync(path, { recursive: true });
    // Without a Terraform of this machine.
    const script = 'for p in mktemp rm env bash; do ln -sf "$(command -v "$p")" "$0/"; done';
    return finish("bash", ["-c", script, path])
      .then(() =>
        finish("bash", [join(root, ".gitlab/scripts/setup.sh")], {
          env: { PATH: `${fakes.folder}:${path}` },
        }),
      )
      .then(({ code }) => ({ code, programs: fakes.calls.map(({ program }) => program) }));
  };
  expect(await setup(0)).toEqual({ code: 0, programs: ["curl", "sha256sum", "unzip", "npm", "npx"] });
  rmSync(join(folder, "bin"), { recursive: true });
  expect(await setup(1)).toEqual({ code: 1, programs: ["curl", "sha256sum"] });
});
