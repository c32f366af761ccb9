import { ConfigurationError, NotReadyError } from "../environments/errors";
import { cacheDirectory } from "./cache";
import { engineProblem } from "./docker-engine";
import { machineProbes, type EngineMachine, type ReachableEngine } from "./docker-machine";
import { findGo } from "./go";
import { closedNetworkImages, imageExists } from "./images/inspect";
import { detectNetwork, type Network } from "./network";
import { describeNode } from "./node/describe-node";
import { findProgram } from "./programs";
import { areProvidersBuilt } from "./providers/build";
import { AWS_PROVIDER, DOCKER_PROVIDER } from "./providers/pins";
import { findTerraform } from "./terraform";

/** One thing that the main job needs. */
export interface Finding {
  readonly subject: string;
  /** `ok`: there; `will-provide`: a command provides it; `missing`: the main job cannot run. */
  readonly status: "ok" | "missing" | "will-provide";
  readonly found: string;
  /** What to do about it, or what will be done. */
  readonly todo?: string;
}

export interface InspectOptions {
  /** The project's folder. */
  readonly root: string;
  /** Whether the commands may install and start a Docker engine. */
  readonly install: boolean;
}

/** Looks at everything that `npm run local` needs, without changing the machine. */
export async function inspect(
  { root, install }: InspectOptions,
  machine = machineProbes,
): Promise<Finding[]> {
  const network = await detectNetwork();
  const engine = await machine.ping();
  const findings = [
    await inspectNode(),
    await inspectTerraform(),
    inspectNetwork(network),
    inspectEngine(engine, install, machine),
  ];
  if (network === "open") {
    const how = { status: "will-provide", found: "not looked for" } as const;
    findings.push(
      { subject: "providers", ...how, todo: "terraform init downloads them" },
      { subject: "images", ...how, todo: "builds and the emulator pull them" },
    );
  } else {
    findings.push(...(await inspectGoAndProviders(root)));
    findings.push(await inspectImages(engine !== undefined, install, machine));
  }
  findings.push({ subject: "cache", status: "ok", found: cacheDirectory() });
  return findings;
}

/** True when nothing is missing that the commands could not provide. */
export function canRun(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status !== "missing");
}

/** Node.js is always supported here: an entry of the project replaces one that is not. */
async function inspectNode(): Promise<Finding> {
  return { subject: "node", status: "ok", found: await describeNode() };
}

function inspectNetwork(network: Network): Finding {
  const found =
    network === "open" ? "open" : "closed: the Terraform registry or the container registry does not answer";
  return { subject: "network", status: "ok", found };
}

async function inspectTerraform(): Promise<Finding> {
  return attempt("terraform", async () => {
    const { flavour, version, path } = await findTerraform();
    return { subject: "terraform", status: "ok", found: `${flavour} ${version} at ${path}` };
  });
}

/** @internal */
export function inspectEngine(
  engine: ReachableEngine | undefined,
  install: boolean,
  machine: EngineMachine,
): Finding {
  const subject = "docker engine";
  if (engine !== undefined) return { subject, status: "ok", found: `${engine.version} at ${engine.host}` };
  const problem = engineProblem(machine, install);
  if (problem !== undefined) return missing(subject, problem);
  const installed = machine.program("dockerd") !== undefined;
  return {
    subject,
    status: "will-provide",
    found: installed ? "not running" : "none",
    todo: installed ? "it will be started" : "docker.io will be installed and started",
  };
}

async function inspectGoAndProviders(root: string): Promise<Finding[]> {
  const subject = "providers";
  const versions = `${DOCKER_PROVIDER.name} ${DOCKER_PROVIDER.version} and ${AWS_PROVIDER.name} ${AWS_PROVIDER.version}`;
  const go = await attempt("go", async () => {
    const { version, path } = await findGo(AWS_PROVIDER.pins);
    return { subject: "go", status: "ok", found: `${version} at ${path}` };
  });
  if (go.status === "missing") return [go];
  const providers = await attempt(subject, async () =>
    (await areProvidersBuilt(root))
      ? { subject, status: "ok", found: `${versions}, built` }
      : {
          subject,
          status: "will-provide",
          found: `${versions}, not built yet for these services`,
          todo: "they will be built from their Go modules (minutes)",
        },
  );
  return [go, providers];
}

async function inspectImages(reachable: boolean, install: boolean, machine: EngineMachine): Promise<Finding> {
  const subject = "images";
  const references = closedNetworkImages();
  const there = reachable ? await Promise.all(references.map(imageExists)) : references.map(() => false);
  const absent = references.filter((_, index) => !there[index]);
  if (absent.length === 0) return { subject, status: "ok", found: references.join(", ") };
  const found = `${references.length - absent.length} of ${references.length} built`;
  if (!machine.isRoot()) {
    return {
      subject,
      status: "missing",
      found: `${found}, and only root can make a base image with debootstrap`,
      todo: "run the command once as root",
    };
  }
  if (findProgram("debootstrap") === undefined && !(install && machine.isDebianLike())) {
    return {
      subject,
      status: "missing",
      found: `${found}, and no debootstrap`,
      todo: "sudo apt-get install debootstrap",
    };
  }
  return { subject, status: "will-provide", found, todo: `${absent.join(", ")} will be built (minutes)` };
}

async function attempt(subject: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof NotReadyError || error instanceof ConfigurationError)
      return missing(subject, error.problems.join(" "));
    throw error;
  }
}

/** A problem's sentence, cut where it goes over to what to do. */
function missing(subject: string, problem: string): Finding {
  const [found = "", ...todo] = problem.split("; ");
  return { subject, status: "missing", found, ...(todo.length > 0 && { todo: todo.join("; ") }) };
}
