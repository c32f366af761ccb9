import semver from "semver";
import { parse } from "yaml";
import { engines } from "../../package.json";
import { gitlabText, readGitlab } from "./gitlab-file";
import { SETUP, setupSteps, textOf, workflow } from "./workflows";

/** `22` and `24` of `^22.22.0 || >=24.0.0`. */
const LINES = [...engines.node.matchAll(/(\d+)\.\d+\.\d+/g)].map(([, line]) => line);
const majorOf = (range: string) => String(semver.minVersion(range)?.major);

test("GitHub checks on every line of Node.js that package.json supports", () => {
  const { strategy, steps = [] } = workflow("check").jobs.check ?? {};
  const ranges = strategy?.matrix.node as readonly string[];
  expect(ranges.map(majorOf)).toEqual(LINES);
  for (const range of ranges) expect([range, semver.subset(range, engines.node)]).toEqual([range, true]);
  expect(steps[1]?.with).toEqual({ "node-version": "${{ matrix.node }}" });
});

test("GitHub's other jobs have a supported Node.js", () => {
  const { inputs } = parse(textOf(SETUP)) as { inputs: Record<string, { default: string }> };
  expect(semver.subset(inputs["node-version"]?.default ?? "", engines.node)).toBe(true);
  expect(setupSteps()[0]?.with).toMatchObject({ "node-version": "${{ inputs.node-version }}" });
});

test("GitLab checks on every line too, and its other jobs have the first", () => {
  const { jobs } = readGitlab(gitlabText).file;
  expect(jobs.check?.parallel?.matrix).toEqual([{ NODE: LINES }]);
  expect(jobs.check?.image).toBe("node:$NODE-bookworm");
  expect(jobs.plan?.image).toBe(`node:${LINES[0]}-bookworm`);
});
