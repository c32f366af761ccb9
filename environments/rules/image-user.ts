import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDockerfile, stageOf, type Dockerfile } from "../dockerfile/dockerfile";
import { imageFacts } from "../dockerfile/image";
import type { BuildOptions } from "../dockerfile/variables";
import { UNREAD } from "../dockerfile/words";
import { shown } from "../errors";

interface UserBuild extends BuildOptions {
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
}

/**
 * A container runs as root only when its service asks for that by name. An image that its Dockerfile leaves to the
 * base's user counts as root: most bases have no other, and one that has can be named in `user`. A user that only the
 * base image knows (`USER $APP_UID`) is accepted.
 */
export function imageUserProblems(
  path: string,
  root: string,
  { user, build }: { readonly user?: string; readonly build: UserBuild },
): string[] {
  const { context, dockerfile: file, target } = build;
  const dockerfile = readDockerfile(readFileSync(join(root, context, file), "utf8"));
  if (dockerfile.unterminated !== undefined) {
    return [
      `${path}.image must have a ${file} whose heredocs end, got an unterminated heredoc; write ${shown(dockerfile.unterminated)} as a line of its own below its last line`,
    ];
  }
  if (dockerfile.stages.length === 0) {
    return [`${path}.image must have a ${file} with a FROM, got one without; name its base image there`];
  }
  const stage = stageOf(dockerfile, target);
  if (stage === undefined) return [targetProblem(path, file, dockerfile, target)];
  if (user !== undefined) return [];
  const found = imageFacts(dockerfile, stage, build).user;
  if (typeof found === "string" && !isRoot(found)) return [];
  const got =
    found === undefined
      ? `a ${file} without USER`
      : found === UNREAD
        ? "a USER that is too long or too deeply nested to read"
        : `USER ${found === "" ? '""' : found}`;
  return [
    `${path}.user must be set when the image runs as root, got ${got}; add a USER to the ${file}, or set user ("root" when it must be)`,
  ];
}

function targetProblem(
  path: string,
  file: string,
  { stages }: Dockerfile,
  target: string | undefined,
): string {
  const names = new Set(stages.flatMap(({ name }) => name ?? []));
  return names.size === 0
    ? `${path}.image.target must be left out for a ${file} without named stages, got ${shown(target)}; name one there: FROM ... AS <name>`
    : `${path}.image.target must be one of the stages ${[...names].join(", ")}, got ${shown(target)}`;
}

/**
 * The name, user id 0, or nothing, each with or without a group. The runtime takes ids like Go's `Atoi`: `+00` is 0.
 * Source: https://github.com/moby/sys/blob/main/user/user.go (GetExecUser)
 */
const isRoot = (user: string): boolean => /^(?:root|[+-]?0+)?(?:[:\s]|$)/.test(user);
