import { versionTags } from "../../../release/git-tags";
import type { ReleaseRecord } from "../../../release/record";
import type { Deployment, Planning } from "../deployment";
import { digestOf } from "./digests";
import { plannedImages } from "./planned-images";
import { plansOf, type PlannedStacks } from "./plan-stacks";
import type { Origin } from "../recorded-images";
import type { ImageLine } from "../../../plan/images";
import { imageLines, type Summary } from "./summary";
import { readStack } from "./synthesised-stack";

/** What the plans would do, in the words of a release. */
export async function summarise(
  deployment: Deployment,
  planned: PlannedStacks,
  current: ReleaseRecord | undefined,
): Promise<Summary> {
  const { environment } = deployment;
  const lines = await movesOf(deployment, planned, current);
  return {
    environment: environment.name,
    source: sourceOf(deployment),
    images: lines,
    plans: plansOf(planned),
    ...(planned.services === undefined && {
      later: "planned when the foundation is there, and shown before anything of it is made",
    }),
  };
}

/** What the plans would do to each image. */
export function movesOf(
  { environment, images, places, request }: Pick<Planning, "environment" | "images" | "places" | "request">,
  planned: PlannedStacks,
  current: ReleaseRecord | undefined,
): Promise<ImageLine[]> {
  const recorded = Object.entries(current?.images ?? {});
  const moves = plannedImages(environment, images, {
    stack: readStack(places.stacks.services),
    plan: planned.services?.json,
    released: Object.fromEntries(recorded.map(([name, { image }]) => [name, image])),
  });
  return imageLines(moves, {
    released: [...Object.values(request.images ?? {}), ...Object.values(current?.images ?? {})],
    // What a summary can not tell, the deployment itself finds out: the repository may not be there yet.
    digestOf: (reference) => digestOf(environment, reference).catch(() => undefined),
  });
}

const COMMIT_DIGITS = 12;

function sourceOf({ git, request: { reason } }: Deployment): string {
  if (reason.kind === "promote") return `release ${reason.release} of ${reason.from}`;
  if (reason.kind === "rollback") return `back to release ${reason.to}`;
  if (git.kind === "none") return `sources without a git commit (${git.reason})`;
  const commit = `git commit ${git.commit.slice(0, COMMIT_DIGITS)}`;
  const branch = git.branch === undefined ? "" : ` (branch ${git.branch})`;
  return git.changed.length === 0 ? `${commit}${branch}` : `${commit}${branch}, and changes beside it`;
}

/** The commit that holds what is built here; nothing when none does. */
export function originOf({ git }: Pick<Deployment, "git">): Origin {
  if (git.kind === "none" || git.changed.length > 0) return {};
  const version = versionTags(git.tags).at(-1);
  return { commit: git.commit, ...(version !== undefined && { version }) };
}
