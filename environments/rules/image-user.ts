import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Stage {
  readonly base: string;
  readonly name?: string;
  readonly user?: string;
}

/**
 * A container runs as root only when its service asks for that by name. An image that its Dockerfile leaves to the
 * base's user counts as root: most bases have no other, and one that has can be named in `user`.
 */
export function imageUserProblems(
  path: string,
  root: string,
  service: {
    readonly user?: string;
    readonly build: { readonly context: string; readonly dockerfile: string; readonly target?: string };
  },
): string[] {
  const { build, user } = service;
  if (user !== undefined) return [];
  const stages = stagesOf(readFileSync(join(root, build.context, build.dockerfile), "utf8"));
  const last = build.target === undefined ? stages.at(-1) : stageNamed(stages, build.target);
  if (last === undefined && build.target !== undefined) {
    const known = stages.flatMap(({ name }) => (name === undefined ? [] : [name]));
    return [`${path}.image.target must be one of the stages ${known.join(", ")}, got "${build.target}"`];
  }
  const found = userOf(stages, last);
  if (found !== undefined && !isRoot(found)) return [];
  const got = found === undefined ? `a ${build.dockerfile} without USER` : `USER ${found}`;
  return [
    `${path}.user must be set when the image runs as root, got ${got}; add a USER to the ${build.dockerfile}, or set user ("root" when it must be)`,
  ];
}

function stagesOf(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of dockerfile.split(/\r?\n/)) {
    const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line);
    if (from?.[1] !== undefined) {
      stages.push({ base: from[1], ...(from[2] !== undefined && { name: from[2].toLowerCase() }) });
      continue;
    }
    const user = /^\s*USER\s+(\S+)/i.exec(line)?.[1];
    const stage = stages.pop();
    if (stage) stages.push(user === undefined ? stage : { ...stage, user });
  }
  return stages;
}

const stageNamed = (stages: readonly Stage[], name: string): Stage | undefined =>
  stages.findLast((stage) => stage.name === name.toLowerCase());

/** The user of a stage, or of the earlier stage that it begins with. */
function userOf(stages: readonly Stage[], stage: Stage | undefined): string | undefined {
  if (stage === undefined || stage.user !== undefined) return stage?.user;
  const earlier = stages.slice(0, stages.indexOf(stage));
  return userOf(earlier, stageNamed(earlier, stage.base));
}

const isRoot = (user: string): boolean => /^(root|0)(:|$)/.test(user);
