import { emulatedPostgres } from "../../emulator/databases";
import { chooseTags } from "../../release/git-tags";
import { readGit } from "../../release/git";
import { terminalProgress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import { requireState } from "../require-state";
import { root } from "../root";
import { builtHere, type Deployment, type DeployRequest } from "./deployment";
import { imagesOf } from "./image-names";
import { openWorkplace } from "./open-workplace";
import { partsOf } from "./plan/parts";
import type { Ports } from "./ports";
import { selectServices } from "../named-service";

/** Checks what a deployment needs, and holds its folder and the process's signals while `work` runs. */
export async function openDeployment<T>(
  request: DeployRequest,
  ports: Ports,
  work: (deployment: Deployment) => Promise<T>,
): Promise<T> {
  const { environment, install, allowDirty, prepared } = request;
  const services = selectServices(environment, request.services);
  const images = imagesOf(services);
  const progress = terminalProgress();
  const git = await readGit(root);
  const choice = chooseTags(environment, git, { allowDirty, extraTags: process.env.SLIPWAY_EXTRA_TAGS });
  const builds = partsOf({ request, images }).includes("images") && builtHere({ request, images }).length > 0;
  if (builds) progress.say("git", choice.note);
  await requireEmulator(environment);
  await requireState(environment);
  // The emulator starts a server for a database when it is deployed.
  const needs = { docker: builds, databases: emulatedPostgres(environment) };
  return openWorkplace({ environment, purpose: "deploy", install, needs, progress, prepared }, (place) =>
    work({ ...place, request, services, images, git, choice, ports }),
  );
}
