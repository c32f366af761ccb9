import { createHash } from "node:crypto";
import { chmod, mkdir, rm } from "node:fs/promises";
import { emulatedPostgres } from "../../emulator/databases";
import { chooseTags } from "../../release/git-tags";
import { readGit } from "../../release/git";
import { withLock } from "../../toolchain/cache";
import { prepare } from "../../toolchain/prepare";
import { terminalProgress } from "../../toolchain/progress";
import { emulatorVariables } from "../emulator-variables";
import { requireEmulator } from "../require-emulator";
import { requireState } from "../require-state";
import { root } from "../root";
import { builtHere, type Deployment, type DeployRequest } from "./deployment";
import { imagesOf } from "./image-names";
import { Interrupts } from "./interrupts";
import { partsOf } from "./plan/parts";
import { placesOf } from "./terraform/places";
import type { Ports } from "./ports";
import { selectServices } from "../named-service";
import { Terraform } from "./terraform/terraform";

/** Checks what a deployment needs, and holds its folder and the process's signals while `work` runs. */
export async function openDeployment<T>(
  request: DeployRequest,
  ports: Ports,
  work: (deployment: Deployment) => Promise<T>,
): Promise<T> {
  const { environment, install, allowDirty } = request;
  const services = selectServices(environment, request.services);
  const images = imagesOf(services);
  const progress = terminalProgress();
  const git = await readGit(root);
  const choice = chooseTags(environment, git, { allowDirty, extraTags: process.env.SLIPWAY_EXTRA_TAGS });
  const builds = partsOf({ request, images }).includes("images") && builtHere({ request, images }).length > 0;
  if (builds) progress.say("git", choice.note);
  await requireEmulator(environment);
  await requireState(environment);
  const toolchain = await prepare({
    root,
    install,
    progress,
    needs: {
      docker: builds,
      emulator: false,
      // The emulator starts a server for a database when it is deployed.
      databases: emulatedPostgres(environment),
      providers: true,
    },
  });
  const places = placesOf(environment.name);
  await mkdir(places.folder, { recursive: true });
  // Plans may hold secrets, and go with the deployment; this is for as long as it takes.
  await chmod(places.folder, 0o700);
  const waiting = () =>
    progress.say("deploy", `waiting for another deployment of ${environment.name} from this folder`);
  return withLock(
    lockName(environment.name),
    async () => {
      const interrupts = new Interrupts((line) => progress.say("deploy", line));
      const env = {
        ...toolchain.environment,
        ...emulatorVariables(environment),
        // Without a lock file Terraform would download a provider again that its cache has.
        TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
      };
      const terraform = new Terraform({ program: toolchain.terraform.path, env, interrupts });
      interrupts.listen();
      try {
        return await work({
          request,
          environment,
          services,
          images,
          git,
          choice,
          places,
          toolchain,
          terraform,
          interrupts,
          progress,
          ports,
        });
      } finally {
        interrupts.close();
        for (const { plan } of Object.values(places.stacks)) await rm(plan, { force: true });
      }
    },
    waiting,
  );
}

/** One deployment of an environment at a time in this folder; those of other folders meet at Terraform's lock. */
const lockName = (environment: string): string =>
  `deploy-${environment}-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`;
