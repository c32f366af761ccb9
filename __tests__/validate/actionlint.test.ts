import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureActionlint } from "../../toolchain/actionlint";
import { terminalProgress } from "../../toolchain/progress";
import { workflowFiles, GITHUB } from "../ci/workflows";
import { finish } from "../support/slipway";

interface Finding {
  readonly message: string;
  readonly kind: string;
  readonly line: number;
}

let program: string;
beforeAll(async () => {
  program = await ensureActionlint(terminalProgress());
});

async function findings(...files: string[]): Promise<Finding[]> {
  const { code, stdout, stderr } = await finish(program, ["-format", "{{json .}}", ...files]);
  expect(stderr).toBe("");
  const found = JSON.parse(stdout) as Finding[];
  expect(code).toBe(found.length === 0 ? 0 : 1);
  return found;
}

test("it is the version that is pinned", async () => {
  expect((await finish(program, ["-version"])).stdout).toMatch(/^v1\.7\.12\n/);
});

test("actionlint finds nothing in the workflows", async () => {
  expect(workflowFiles.length).toBeGreaterThan(5);
  expect(await findings(...workflowFiles.map((file) => join(GITHUB, file)))).toEqual([]);
});

test.each<[string, string, string]>([
  ["an event that is none", "on: puhs", 'unknown Webhook event "puhs"'],
  ["a runner that is none", "    runs-on: ubuntu-24.40", 'label "ubuntu-24.40" is unknown'],
  [
    "an output of no step",
    "      - run: echo ${{ steps.plan.outputs.outcome }}",
    'property "plan" is not defined in object type {}',
  ],
  [
    "a title in a script",
    "      - run: echo ${{ github.event.pull_request.title }}",
    '"github.event.pull_request.title" is potentially untrusted',
  ],
])("it finds %s", async (_, mistake, message) => {
  const lines = [
    "on: push",
    "jobs:",
    "  one:",
    "    runs-on: ubuntu-24.04",
    "    steps:",
    "      - run: echo",
  ];
  const key = /^\s*(?:- )?[\w-]+:/.exec(mistake)?.[0] ?? "";
  const line = lines.findIndex((each) => each.startsWith(key));
  const folder = mkdtempSync(join(tmpdir(), "slipway-actionlint-"));
  try {
    const file = join(folder, "broken.yml");
    writeFileSync(file, lines.map((each, index) => (index === line ? mistake : each)).join("\n"));
    expect(await findings(file)).toEqual([
      expect.objectContaining({ line: line + 1, message: expect.stringContaining(message) }),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
