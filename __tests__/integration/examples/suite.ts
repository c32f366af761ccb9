import Docker from "dockerode";
import { balancerAddress } from "../../../emulator/balancer";
import { emulatorEngine } from "../../../emulator/engine";
import { get } from "../../../emulator/loopback";
import { emulatorResource } from "../../../emulator/names";
import type { EnvironmentInput } from "../../../environments/input";
import { resolve } from "../../../environments/resolve";
import { EngineProject } from "../../support/engine-project";
import { typesOf } from "../../support/offered";
import { refusedBy } from "../../support/refused-types";
import { testEngine } from "../../support/engine";
import { root } from "../../support/synth-environment";
import { Account } from "../platform/account";
import { onEmulator } from "./on-emulator";
import { removeStandIn, standIn } from "./stand-in";

/** One example environment, and what must be seen of it. */
export interface Example {
  readonly input: EnvironmentInput;
  /** What must be there before it is applied: secrets with their values, images of other registries. */
  readonly before?: (project: EngineProject, account: Account) => Promise<void>;
  /** Images that no registry here has, by name and tag; a stand-in is built for each. */
  readonly standIns?: readonly string[];
  /** Paths of the balancer that must answer 200; not `/health`, which the engine's own gateway answers. */
  readonly paths: readonly string[];
  /** What else must be true while it runs. */
  readonly also?: (project: EngineProject, account: Account) => Promise<void>;
}

const docker = new Docker();
const engine = testEngine();

/** What the emulator has started: tasks and databases. */
async function containersOf({ emulator }: EngineProject): Promise<Docker.ContainerInfo[]> {
  const network = emulatorResource(emulator.name);
  const found = await docker.listContainers({ all: true, filters: { network: [network] } });
  return found.filter(({ Id }) => Id !== emulator.containerId);
}

/** Applies an example, asks it, plans it again, destroys it. The steps build on each other, in their order. */
export function exampleSuite({ input, before, standIns = [], paths, also }: Example): void {
  const images = `${input.name}-images`;
  const foundation = `${input.name}-foundation`;
  const services = `${input.name}-services`;
  const stacks = [images, foundation, services];
  let project: EngineProject;
  let account: Account;

  beforeAll(async () => {
    project = await EngineProject.start({
      kind: engine,
      environment: (endpoint) => resolve(onEmulator(input, endpoint), root),
      refuses: engine === "localstack-licensed" ? () => false : refusedBy(engine),
    });
    account = new Account(project.client);
    for (const name of standIns) await standIn(name);
    await before?.(project, account);
    await project.bootstrap();
  });
  afterAll(async () => {
    await project.stop();
    for (const name of standIns) await removeStandIn(name);
  });

  const apply = async (stack: string) => {
    const { refused } = project.choice(stack);
    if (refused.length > 0)
      process.stdout.write(
        `${stack}: not on ${emulatorEngine(engine).title}: ${typesOf(refused).join(", ")}\n`,
      );
    await project.terraform(stack).applied(...project.targets(stack));
  };

  it("is applied, except for what the engine has no API for", async () => {
    // As cdktf does: the services read from both of the others, which know nothing of each other.
    await Promise.all([apply(images), apply(foundation)]);
    await apply(services);
  });

  it("answers through the load balancer", async () => {
    const { project: name, name: environment } = project.environment;
    const address = await balancerAddress(project.emulator, `${name}-${environment}`);
    for (const path of paths) {
      expect([path, (await get(`${address}${path}`)).status]).toEqual([path, 200]);
    }
  });

  if (also) it("does what it is made for", () => also(project, account));

  it("has nothing to change when it is planned again", async () => {
    const changes = await Promise.all(
      stacks.map((stack) => project.terraform(stack).changes(...project.targets(stack))),
    );
    expect(changes).toEqual(stacks.map(() => ""));
  });

  const destroy = async (stack: string) => {
    const terraform = project.terraform(stack);
    await terraform.succeed("destroy", "-auto-approve", "-input=false", ...project.targets(stack));
    // What was only read stays in the state when a destroy names its targets.
    const left = (await terraform.succeed("state", "list"))
      .split("\n")
      .filter((line) => !/^(data\.|$)/.test(line));
    expect([stack, left]).toEqual([stack, []]);
  };

  it("is destroyed, and leaves no container, no volume and no resource", async () => {
    const volumes = (await containersOf(project)).flatMap(({ Mounts }) =>
      Mounts.flatMap(({ Type, Name }) => (Type === "volume" && Name !== undefined ? [Name] : [])),
    );
    await destroy(services);
    await Promise.all([destroy(images), destroy(foundation)]);
    const left = await containersOf(project);
    expect(left.flatMap(({ Names }) => Names)).toEqual([]);
    const { Volumes } = await docker.listVolumes();
    expect(Volumes.map(({ Name }) => Name).filter((name) => volumes.includes(name))).toEqual([]);
  });
}
