import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionlintVersion } from "../../toolchain/actionlint/version";
import { ensureActionlintImage } from "../../toolchain/images/actionlint";
import { detectNetwork } from "../../toolchain/network";
import { terminalProgress } from "../../toolchain/progress";
import { GITHUB, workflowFiles } from "../ci/workflows";
import { runContainer } from "./container";

// A container starts within a second, but takes far longer on a machine that builds images and providers beside the test.
interface Finding {
  readonly message: string;
}

/** What a workflow of one job and one step has in place of what is right. */
interface Mistake {
  readonly on?: string;
  readonly runner?: string;
  readonly step?: string;
}

let image: string;
beforeAll(async () => {
  image = await ensureActionlintImage({ network: await detectNetwork(), progress: terminalProgress() });
});

/**
 * Lints the workflows of a `.github` folder, which is all that the container gets. actionlint reads local actions and
 * called workflows only where it finds a `.git` beside the folder.
 */
async function findings(github: string): Promise<Finding[]> {
  const files = readdirSync(join(github, "workflows")).map((name) => `.github/workflows/${name}`);
  const { code, stdout, stderr } = await runContainer(image, {
    command: ["-format", "{{json .}}", ...files],
    folders: { [github]: "/repository/.github" },
    emptyFolders: ["/repository/.git"],
    workingFolder: "/repository",
  });
  expect(stderr).toBe("");
  const found = JSON.parse(stdout) as Finding[];
  expect(code).toBe(found.length === 0 ? 0 : 1);
  return found;
}

const workflowWith = ({ on = "push", runner = "ubuntu-24.04", step = "run: echo" }: Mistake): string =>
  [`on: ${on}`, "jobs:", "  one:", `    runs-on: ${runner}`, "    steps:", `      - ${step}`].join("\n");

const ACTION = `name: Setup
description: Installs Node.js
inputs:
  node: { description: Its version }
runs: { using: composite, steps: [] }
`;

/** The findings in one workflow; the local action `./.github/actions/setup` has the input `node`. */
async function findingsIn(workflow: string): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-actionlint-"));
  try {
    mkdirSync(join(folder, "workflows"));
    writeFileSync(join(folder, "workflows/broken.yml"), workflow);
    mkdirSync(join(folder, "actions/setup"), { recursive: true });
    writeFileSync(join(folder, "actions/setup/action.yml"), ACTION);
    return await findings(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("is the pinned version", async () => {
  const { stdout } = await runContainer(image, { command: ["-version"], folders: {} });
  // The published program prints its version without the `v` that Go modules have.
  expect(stdout.split("\n")[0]).toMatch(new RegExp(`^v?${actionlintVersion().replaceAll(".", "\\.")}$`));
});

test("finds nothing in the workflows", async () => {
  expect(workflowFiles.length).toBeGreaterThan(5);
  expect(await findings(GITHUB)).toEqual([]);
});

test.each<[string, Mistake, string]>([
  ["an unknown event", { on: "puhs" }, 'unknown Webhook event "puhs"'],
  ["an unknown runner", { runner: "ubuntu-24.40" }, 'label "ubuntu-24.40" is unknown'],
  [
    "an output of a missing step",
    { step: "run: echo ${{ steps.plan.outputs.outcome }}" },
    'property "plan" is not defined in object type {}',
  ],
  [
    "a title in a script",
    { step: "run: echo ${{ github.event.pull_request.title }}" },
    '"github.event.pull_request.title" is potentially untrusted',
  ],
  [
    "an unknown input of a local action",
    { step: "uses: ./.github/actions/setup\n        with: { nodejs: 22 }" },
    'input "nodejs" is not defined in action "Setup"',
  ],
  ["an unquoted variable in a script, by shellcheck", { step: "run: ls $HOME" }, "SC2086"],
  [
    "an undefined name in a Python script, by pyflakes",
    { step: "run: print(plan)\n        shell: python" },
    "undefined name 'plan'",
  ],
])("finds %s", async (_, mistake, message) => {
  expect(await findingsIn(workflowWith(mistake))).toEqual([
    expect.objectContaining({ message: expect.stringContaining(message) }),
  ]);
});
