import { readInstructions, type Instruction } from "./instructions";
import type { Lines } from "./lines";

export interface Dockerfile extends Pick<Lines, "escape" | "unterminated"> {
  /** ARG instructions before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
}

export interface Stage {
  /** As written. */
  readonly base: string;
  /** In lower case: names of stages ignore case. */
  readonly name?: string;
  readonly instructions: readonly Instruction[];
}

export function readDockerfile(text: string): Dockerfile {
  const { instructions, ...others } = readInstructions(text);
  const globals: Instruction[] = [];
  const stages: { base: string; name?: string; instructions: Instruction[] }[] = [];
  for (const each of instructions) {
    if (each.keyword === "FROM") {
      const { image, name } = each;
      stages.push({ base: image, ...(name !== undefined && { name }), instructions: [] });
    } else (stages.at(-1)?.instructions ?? globals).push(each);
  }
  return { ...others, globals, stages };
}

/** Returns the stage that becomes the image; `undefined` when no stage has the target's name. Docker knows no target by number. */
export function stageOf({ stages }: Dockerfile, target?: string): Stage | undefined {
  return target === undefined ? stages.at(-1) : stageNamed(stages, target);
}

/** Names of all arguments that a build can be given. */
export function declaredArguments({ globals, stages }: Dockerfile): ReadonlySet<string> {
  const all = [...globals, ...stages.flatMap(({ instructions }) => instructions)];
  const withTriggers = all.flatMap((each) => (each.keyword === "ONBUILD" ? [each, each.trigger] : [each]));
  return new Set(
    withTriggers.flatMap((each) => (each.keyword === "ARG" ? each.pairs.map(({ name }) => name) : [])),
  );
}

/** The last stage of a name; `undefined` for an image from elsewhere. */
export const stageNamed = (stages: readonly Stage[], name: string): Stage | undefined =>
  stages.findLast((stage) => stage.name === name.toLowerCase());
