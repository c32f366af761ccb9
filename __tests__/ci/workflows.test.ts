import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { problemsOf, stepProblems, unpinned } from "./workflow-rules";
import { GITHUB, SETUP, setupSteps, textOf, workflow, workflowFiles } from "./workflows";

test.each(workflowFiles)("%s keeps the rules", (file) => {
  expect(problemsOf(textOf(file))).toEqual([]);
});

test("the action of every job keeps them too", () => {
  expect([...unpinned(textOf(SETUP)), ...setupSteps().flatMap(stepProblems)]).toEqual([]);
  expect(textOf(SETUP)).toMatch(/uses: /);
});

test("an action has one version everywhere", () => {
  const pins = new Map<string, Set<string>>();
  for (const text of [SETUP, ...workflowFiles].map(textOf)) {
    for (const [, action = "", version = ""] of text.matchAll(/uses: ([\w/-]+)@(.*)$/gm)) {
      pins.set(action, (pins.get(action) ?? new Set()).add(version));
    }
  }
  expect([...pins.keys()].sort()).toEqual([
    "actions/cache",
    "actions/checkout",
    "actions/setup-node",
    "aws-actions/configure-aws-credentials",
    "hashicorp/setup-terraform",
  ]);
  for (const versions of pins.values()) expect(versions.size).toBe(1);
});

test("no account and no role is written down", () => {
  for (const file of [SETUP, ...workflowFiles]) expect(textOf(file)).not.toMatch(/\d{12}|arn:aws/);
});

const jobs = workflowFiles.flatMap((file) => Object.entries(workflow(basename(file, ".yml")).jobs));

test("every job begins with the sources and the action that sets up", () => {
  const own = jobs.filter(([, { uses }]) => uses === undefined);
  expect(own.length).toBeGreaterThan(0);
  for (const [job, { steps = [] }] of own) {
    const first = steps.slice(0, 2).map(({ uses = "" }) => uses.replace(/@.*/, ""));
    expect([job, ...first]).toEqual([job, "actions/checkout", "./.github/actions/setup"]);
  }
});

test("only the jobs that write a comment or an issue may", () => {
  const writers = jobs.flatMap(([job, { permissions = {} }]) =>
    Object.entries(permissions)
      .filter(([name, right]) => right === "write" && name !== "id-token")
      .map(([name]) => `${job}: ${name}`),
  );
  expect(writers.sort()).toEqual(["drift: issues", "plan: pull-requests"]);
});

test("every script stops at the first error, is executable, and is used", () => {
  const folder = join(GITHUB, "scripts");
  const everything = [SETUP, ...workflowFiles].map(textOf).join("\n");
  const scripts = readdirSync(folder);
  const all = everything + scripts.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  for (const name of scripts) {
    expect(all).toContain(`/${name}`);
    if (!name.endsWith(".sh")) continue;
    const text = readFileSync(join(folder, name), "utf8");
    expect(text).toMatch(/^#!\/usr\/bin\/env bash\n(?:# .*\n)+set -euo pipefail\n/);
    expect(statSync(join(folder, name)).mode & 0o111).toBe(0o111);
  }
});

const GOOD = `on: { pull_request: {} }
permissions: {}
jobs:
  plan:
    timeout-minutes: 5
    permissions: { contents: read, id-token: write }
    environment: dev
    concurrency: { group: plan, cancel-in-progress: false }
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with: { persist-credentials: false }
      - uses: aws-actions/configure-aws-credentials@8df5847569e6427dd6c4fb1cf565c83acfa8afa7 # v6.0.0
        with: { role-to-assume: "\${{ vars.ROLE }}" }
      - run: echo "$TITLE"
`;
test.each<[string, string, string[]]>([
  ["permissions: {}", "permissions: {}", []],
  [
    "on: { pull_request: {} }",
    "on: { pull_request_target: {} }",
    ["on.pull_request_target must not be used: it runs with our rights for others"],
  ],
  ["permissions: {}", "permissions: read-all", ["permissions must be none at the top"]],
  [
    " # v6.0.2",
    "",
    ["- uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd must name a commit, and its version"],
  ],
  [
    "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2",
    "@v6",
    ["- uses: actions/checkout@v6 must name a commit, and its version"],
  ],
  ["    timeout-minutes: 5\n", "", ["jobs.plan: timeout-minutes must be set"]],
  [
    "    permissions: { contents: read, id-token: write }\n",
    "",
    [
      "jobs.plan: permissions must be said",
      "jobs.plan: id-token must be writable exactly where a role is assumed",
      "jobs.plan: contents must be readable, and no more",
    ],
  ],
  ["contents: read", "contents: write", ["jobs.plan: contents must be readable, and no more"]],
  [
    "cancel-in-progress: false",
    "cancel-in-progress: true",
    ["jobs.plan: what changes an environment must not be cancelled by a newer run"],
  ],
  [
    "        with: { persist-credentials: false }\n",
    "",
    ["jobs.plan: a checkout must not leave its credentials"],
  ],
  [
    "${{ vars.ROLE }}",
    "arn:aws:iam::111122223333:role/plan",
    ["jobs.plan: role-to-assume must come from a variable"],
  ],
  [
    "$TITLE",
    "${{ github.event.pull_request.title }}",
    ["jobs.plan: run must take what others write from env"],
  ],
  ["$TITLE", "${{ github.ref_name }}", ["jobs.plan: run must take what others write from env"]],
])("%j as %j", (before, after, problems) => {
  expect(GOOD).toContain(before);
  expect(problemsOf(GOOD.replace(before, after))).toEqual(problems);
});
