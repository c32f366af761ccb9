import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { resolve } from "../../environments/resolve";
import type { EnvironmentInput } from "../../environments/input";
import { createStateApp } from "../../main";
import { gitlabText } from "../ci/gitlab-file";
import { SETUP, textOf, workflowFiles } from "../ci/workflows";
import { inputWith } from "../support/language";
import { Outdir, root } from "../support/synth-environment";

const guide = readFileSync(join(root, "docs/ci.md"), "utf8");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text = ""]) => text);

/** What the bootstrap prints for an environment with the guide's own `delivery`. */
function printed(delivery: EnvironmentInput["delivery"]): string[] {
  const outdir = new Outdir();
  try {
    const environment = resolve(inputWith({ ...(delivery && { delivery }) }), root);
    createStateApp(environment, { root, outdir: outdir.path }, "s3").synth();
    const { output } = JSON.parse(outdir.read().get("state") ?? "") as { output: object };
    return Object.keys(output);
  } finally {
    outdir.remove();
  }
}

test("it says what each workflow does", () => {
  const [, table = ""] = /## What each workflow does\n([^]*?)\n- /.exec(guide) ?? [];
  const rows = [...table.matchAll(/^\| `(\w+\.yml)`/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual(workflowFiles.map((file) => basename(file)).sort());
});

test("it names every variable that workflows and pipeline take", () => {
  const taken = [SETUP, ...workflowFiles]
    .flatMap((file) => [...textOf(file).matchAll(/vars\.(\w+)/g)])
    .map(([, name = ""]) => name);
  const scripts = readFileSync(join(root, ".gitlab/scripts/promote.sh"), "utf8");
  const piped = [...(gitlabText + scripts).matchAll(/\$\{?((?:SLIPWAY|ROLLBACK)_\w+)/g)].map(
    ([, name = ""]) => name,
  );
  const all = new Set([...taken, ...piped, "SLIPWAY_GITLAB_TOKEN"]);
  for (const name of all) expect(guide).toContain(`\`${name}\``);
  // And none that nobody takes.
  for (const [, name = ""] of guide.matchAll(/^\| `([A-Z_]+)`/gm)) {
    expect([...all, "AWS_REGION"]).toContain(name);
  }
});

test("it calls the roles as the bootstrap prints them", () => {
  const roles = printed({ github: { repository: "example/shop", environments: ["dev"] } });
  const named = [...guide.matchAll(/`([a-z-]+-role)`/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(["plan-role", "release-role", "deploy-foundation-role"]));
  expect(roles).toEqual(expect.arrayContaining(named));
});

test("its JSON is JSON, and the list has what the matrix takes", () => {
  const [list, trust] = blocks("json").map((text): unknown => JSON.parse(text));
  expect(list).toEqual([
    { name: "dev", region: "eu-west-1", role: expect.stringMatching(/:role\/delivery\/slipway-dev-plan$/) },
    { name: "production", region: "eu-west-1", role: expect.stringMatching(/-production-plan$/) },
  ]);
  expect(textOf("workflows/plan.yml")).toMatch(/matrix\.environment\.(?:name|region|role) /);
  expect(trust).toMatchObject({ Statement: [{ Action: "sts:AssumeRoleWithWebIdentity" }] });
});
