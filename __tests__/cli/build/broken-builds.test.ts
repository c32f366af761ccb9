import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BrokenBuilds } from "../../../cli/build/broken-builds";
import { Outdir } from "../../support/synth-environment";

/** The sample's stacks, with logs as the docker provider writes them beside them. */
const outdir = new Outdir();
const since = Date.now() - 1000;
const log = () => join(outdir.folder("local-images"), "backend-image.build.log");
const BEGUN =
  '#0 building with "default" instance using docker driver\n\n#6 [1/1] RUN make\n#6 0.3 compile error\n';
const BROKEN = `${BEGUN}#6 ERROR: exit code: 2\n`;

beforeAll(() => void outdir.synth(["local"]));
afterAll(() => outdir.remove());

it("describes a build when it breaks, and once", () => {
  const builds = new BrokenBuilds(join(outdir.path, "stacks"), since);
  expect(builds.take()).toEqual([]);
  writeFileSync(log(), BEGUN);
  expect(builds.take()).toEqual([]);
  writeFileSync(log(), BROKEN);
  expect(builds.take()).toEqual([
    [
      "Building the image of backend failed (apps/backend/Dockerfile):",
      "  [1/1] RUN make",
      "  | compile error",
      "  exit code: 2",
      expect.stringMatching(/^The builder's whole output: .*backend-image\.build\.log$/),
    ],
  ]);
  expect(builds.take()).toEqual([]);
});

it("leaves out what broke before, and a project without stacks", () => {
  writeFileSync(log(), BROKEN);
  utimesSync(log(), new Date(0), new Date(0));
  expect(new BrokenBuilds(join(outdir.path, "stacks"), since).take()).toEqual([]);
  expect(new BrokenBuilds(join(outdir.path, "nothing"), since).take()).toEqual([]);
});
