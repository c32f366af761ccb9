import { Recorded } from "../../support/recorded";
import { BUILT, ReleaseProject } from "../releases/release-project";

/**
 * States that were lost: `slipway deploy` finds the environment's resources by their names and tags, and imports them
 * when it is told to. The steps build on each other, in their order.
 */
let project: ReleaseProject;
let recorded: Recorded;
/** What a first deployment has created. */
let created: readonly string[];

beforeAll(async () => {
  project = await ReleaseProject.start({ dev: { services: `{ web: ${BUILT} }` } });
  recorded = new Recorded(project.clientOptions);
  await project.succeeds("deploy", "dev", "--yes");
  created = await recorded.resources();
  await recorded.loseStates("dev/images", "dev/foundation", "dev/services");
});
afterAll(async () => {
  recorded.close();
  await project.stop();
});

it("refuses to deploy over resources in no state, and lists them as the plan does", async () => {
  const { unrecorded } = await recorded.differences();
  const [deployed, planned] = await Promise.all([
    project.run("deploy", "dev", "--yes"),
    project.run("plan", "dev", "--json"),
  ]);
  expect([deployed.code, planned.code]).toEqual([1, 2]);
  const listed = /dev-foundation: aws_vpc\.\S+ \(vpc-[0-9a-f]+\)/.exec(deployed.stdout)?.[0] ?? "none";
  expect(deployed.stderr).toContain("Adopt them and deploy: npx slipway deploy dev --adopt --yes");
  const { notes } = JSON.parse(planned.stdout) as {
    notes: { kind: string; stack: string; names: string[] }[];
  };
  const note = notes.find(({ kind, stack }) => kind === "adopted" && stack === "dev-foundation");
  expect(note?.names).toContain(listed.replace("dev-foundation: ", ""));
  expect((await recorded.differences()).unrecorded).toEqual(unrecorded);
});

it("adopts them with --adopt, and creates none a second time", async () => {
  await project.succeeds("deploy", "dev", "--adopt", "--yes");
  expect(await recorded.differences()).toEqual({ unrecorded: [], missing: [] });
  expect(await recorded.resources()).toEqual(created);
  expect((await project.run("plan", "dev")).code).toBe(0);
});
