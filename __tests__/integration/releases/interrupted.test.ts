import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Marker } from "../../../cli/deploy/terraform/marker";
import type { ProjectCopy } from "../../support/project-copy";
import { begun, signalledAt, slipway, succeeded } from "../../support/slipway";
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
      expect.stringContaining(`Deploying dev was stopped by ${signal}.`),
    ]);
    expect(killed.output).toMatch(/^To continue, run again: npx slipway deploy dev$/m);
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

  const LOCK = "dev/services.tfstate.tflock";
  const isLocked = async () => (await project.locks("dev")).includes(LOCK);

  /** Returns whether the process still runs. */
  function signal(pid: number, name: NodeJS.Signals): boolean {
    try {
      return process.kill(pid, name);
    } catch {
      return false;
    }
  }

  /** Stops the Terraform that holds the lock of the services, so that it holds it as long as the test needs. */
  async function stopLockHolder(): Promise<number> {
    const marker = join(project.path, ".slipway/running/dev-services.json");
    for (;;) {
      if ((await isLocked()) && existsSync(marker)) {
        const { pid } = JSON.parse(readFileSync(marker, "utf8")) as Marker;
        // It may end, and free the lock, before the signal reaches it.
        if (signal(pid, "SIGSTOP") && (await isLocked())) return pid;
        signal(pid, "SIGCONT");
      }
      await setTimeout(50);
    }
  }

  it("one wins the lock, the other reports who holds it and since when, and loses nothing", async () => {
    const next = String(Number(served) + 1);
    project.version(next);
    const winner = begun(["deploy", "dev", "--yes"], project.started);
    winner.stdout.resume();
    winner.stderr.resume();
    const ended = once(winner, "exit");
    const pid = await stopLockHolder();
    const loser = await slipway(["deploy", "dev", "--yes"], { ...project.started, cwd: colleague.path });
    signal(pid, "SIGCONT");
    expect(loser.code).toBe(1);
    expect(loser.stderr).toMatch(/locked by \S+@\S+ since \d{4}-\d\d-\d\dT/);
    expect(await ended).toEqual([0, null]);
    await project.succeeds("deploy", "dev", "--yes");
    expect(await project.versionOf("dev")).toBe(next);
    expect(await project.locks("dev")).toEqual([]);
  });
});
