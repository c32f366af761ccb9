import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";
import { gitlabText, readGitlab } from "./gitlab-file";
import { textOf, workflow } from "./workflows";

/** Jobs that plan may not write Terraform's locks, so all that they run must plan without one. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:slipway|cdktf|terraform) ([a-z][\w-]*)/g)].map(([command]) => command);
const script = (path: string): string => readFileSync(join(root, path), "utf8").replace(/^\s*#.*$/gm, "");

describe("a job with the plan role", () => {
  it.each(["plan", "drift"])("runs slipway plan and no other command: %s.yml", (name) => {
    const steps = Object.values(workflow(name).jobs).flatMap((job) => job.steps ?? []);
    const scripts = steps.flatMap(({ run = "" }) => run.match(/\.github\/scripts\/[\w-]+\.sh/g) ?? []);
    expect(scripts).toContain(".github/scripts/plan.sh");
    expect(steps.flatMap(({ run = "" }) => commandsIn(run))).toEqual([]);
    for (const path of scripts) expect([path, commandsIn(script(path))]).toEqual([path, []]);
    expect(textOf("scripts/plan.sh")).toContain("plan-file.sh");
  });

  it("runs slipway plan and no other command on GitLab", () => {
    const planning = Object.values(readGitlab(gitlabText).file.jobs).filter(
      ({ variables }) => variables.AWS_ROLE_ARN === "$SLIPWAY_PLAN_ROLE",
    );
    expect(planning).toHaveLength(2);
    for (const job of planning) {
      expect(job.script).toEqual([
        expect.stringMatching(/^\.gitlab\/scripts\/plan\.sh \w+ "\$ENVIRONMENT"$/),
      ]);
    }
    expect(commandsIn(script(".gitlab/scripts/plan.sh"))).toEqual([]);
    expect(commandsIn(script(".github/scripts/plan-file.sh"))).toEqual(["slipway plan"]);
  });
});
