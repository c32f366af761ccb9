import type { Environment, Service } from "../../environments/model";
import { withReleases } from "../../release/store";
import type { Progress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import type { DeployRequest } from "../deploy/deployment";
import { releasedImages } from "../../environments/rules/released-images";
import { namedService } from "../named-service";
import { releasingCommand } from "./next-command";
import { requirePresent } from "./presence";
import { pulledImage } from "./pulled-from";
import { chooseRollback, type RollbackChoice } from "./rollback-choice";

export interface RollbackRequest extends Pick<
  DeployRequest,
  "yes" | "adopt" | "install" | "allowDirty" | "json"
> {
  readonly environment: Environment;
  readonly service: string;
  /** Number of a release. Absent: the newest one in which the service had other images. */
  readonly to?: number | undefined;
}

/** Brings a service back to the images of an earlier release, which are there: nothing is built. */
export async function rollBack(
  request: RollbackRequest,
  progress: Progress,
  deploy: (request: DeployRequest) => Promise<unknown>,
): Promise<void> {
  const { environment, to, yes, adopt, install, allowDirty, json } = request;
  const service = namedService(environment, request.service);
  await requireEmulator(environment);
  const choice = await withReleases(environment, (store) =>
    chooseRollback(store, environment, { service, to }),
  );
  const { release } = choice;
  const wanted = releasedImages(service).flatMap((named) => {
    const recorded = choice.images[named.name];
    return recorded === undefined ? [] : [{ named, released: pulledImage(environment, named, recorded) }];
  });
  await requirePresent(environment, wanted, `release ${release.number}`);
  for (const note of notes(environment, service, choice)) progress.say("rollback", note);
  await deploy({
    environment,
    services: [service.name],
    images: Object.fromEntries(wanted.map(({ named, released }) => [named.name, released])),
    reason: { kind: "rollback", to: release.number },
    // With the number: what "the one before" is changes with each release.
    again: [
      `npx slipway rollback ${environment.name} ${service.name} --to ${release.number}`,
      ...(allowDirty ? ["--allow-dirty"] : []),
    ].join(" "),
    yes,
    adopt,
    install,
    allowDirty,
    json,
  });
}

function notes(environment: Environment, service: Service, { release, kept }: RollbackChoice): string[] {
  const built = releasedImages(service).some(({ image }) => image.kind === "build");
  return [
    `${service.name} goes back to release ${release.number} of ${release.at}`,
    `this holds until the next ${built ? "deployment, which takes the sources again" : "promotion"}: ${releasingCommand(environment)}`,
    ...kept.map((name) => `release ${release.number} has no image ${name}: it stays as it is`),
    ...(service.migrate
      ? [
          "the migration of the older image runs before the service moves: what it does to newer data is up to it",
        ]
      : []),
  ];
}
