import type { ProjectCopy } from "../../support/project-copy";
import { signalledAt, slipway, succeeded } from "../../support/slipway";
import { BUILT, ReleaseProject } from "./release-project";

/**
 * Deployments that are ended from outside, at ten points and by three signals, and two at once. Whatever happened, the
 * service answers, and the same command run again finishes the work.
 */
let project: ReleaseProject;
let served = "1";

beforeAll(async () => {
  project = await ReleaseProject.start({ dev: { services: `{ web: ${BUILT} }` } });
  project.version("1");
  await project.succeeds("deploy", "dev", "--yes");
});
afterAll(() => project.stop());

const CODES: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGINT: 130, SIGTERM: 143 };

/** Points of a deployment in their order, by what is printed there. */
const POINTS: readonly (readonly [NodeJS.Signals, string, RegExp])[] = [
  ["SIGINT", "while it synthesises", /stacks of dev/],
  ["SIGTERM", "while Terraform initialises", /init of dev-images/],
  ["SIGKILL", "while it plans the images", /plan of dev-images/],
  ["SIGINT", "while it plans the services", /plan of dev-services/],
  ["SIGTERM", "while it builds and pushes", /apply of dev-images/],
  ["SIGKILL", "while it builds and pushes", /apply of dev-images/],
  ["SIGINT", "when it begins to apply the services", /apply of dev-services/],
  ["SIGTERM", "while tasks are replaced", /ecs +web: /],
  ["SIGKILL", "while tasks are replaced", /ecs +web: /],
  ["SIGKILL", "while it verifies", /verification of/],
];

it.each(POINTS)("%s %s: the next run finishes the work", async (signal, _, point) => {
  const next = String(Number(served) + 1);
  // Long enough for ECS to be seen at work.
  project.version(next, "slow");
  const killed = await signalledAt(point, signal, ["deploy", "dev", "--yes"], project.started);
  expect([killed.reached, killed.reached ? "" : killed.output]).toEqual([true, ""]);
  if (signal === "SIGKILL") expect(killed.signal).toBe("SIGKILL");
  else {
    expect([killed.code, killed.output]).toEqual([
      CODES[signal],
      expect.stringContaining(`deploying dev was stopped by ${signal}`),
    ]);
    expect(killed.output).toMatch(/^To finish the work: npx slipway deploy dev$/m);
    expect(await project.locks("dev")).toEqual([]);
  }
  expect([served, next]).toContain(await project.versionOf("dev"));
  const again = await project.underLoad("dev", "deploy", "dev", "--yes");
  succeeded(again);
  expect(again.seen.failures).toEqual([]);
  expect(await project.versionOf("dev")).toBe(next);
  const [newest] = await project.releases("dev");
  const tags = await project.account.imageTags("slipway-dev-web");
  expect(tags).toContain(newest?.images.web?.tag);
  expect(await project.locks("dev")).toEqual([]);
  served = next;
});

describe("two deployments at once, by two colleagues", () => {
  let colleague: ProjectCopy;
  beforeAll(() => {
    colleague = project.colleague();
  });
  afterAll(() => colleague.remove());

  it("one wins the lock, the other says who holds it and since when, and loses nothing", async () => {
    const next = String(Number(served) + 1);
    project.version(next);
    const both = await Promise.all([
      project.run("deploy", "dev", "--yes"),
      slipway(["deploy", "dev", "--yes"], { ...project.started, cwd: colleague.path }),
    ]);
    const codes = both.map(({ code }) => code).toSorted();
    expect([codes, both.map(({ stderr }) => stderr).join("\n")]).toEqual([[0, 1], expect.any(String)]);
    const loser = both.find(({ code }) => code === 1);
    expect(loser?.stderr).toMatch(/locked by \S+@\S+ since \d{4}-\d\d-\d\dT/);
    await project.succeeds("deploy", "dev", "--yes");
    expect(await project.versionOf("dev")).toBe(next);
    expect(await project.locks("dev")).toEqual([]);
  });
});
