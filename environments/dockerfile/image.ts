import { stageNamed, type Dockerfile, type Stage } from "./dockerfile";
import type { Instruction } from "./instructions";
import { globalVariables, Variables, type BuildOptions } from "./variables";
import { UNKNOWN, type UNREAD } from "./words";

/** What a Dockerfile decides of its image; a variable that only the base image knows stays as written. */
export interface ImageFacts {
  /** Image that its first stage begins with. */
  readonly base: string;
  /** Absent when left to the base image. */
  readonly user?: string | typeof UNREAD;
  /** Words of EXPOSE in their order. */
  readonly ports: readonly string[];
  /** The last HEALTHCHECK, without its options. */
  readonly healthCheck?: string;
}

/** Reads a stage and the stages that it begins with, in the order in which Docker builds them. */
export function imageFacts(dockerfile: Dockerfile, stage: Stage, options: BuildOptions): ImageFacts {
  const { escape } = dockerfile;
  const globals = globalVariables(dockerfile, options);
  const { base, built } = inheritance(dockerfile, stage, globals);
  const declared = new Set(
    dockerfile.globals.flatMap((each) => (each.keyword === "ARG" ? each.pairs : [])).map(({ name }) => name),
  );
  // An ARG before the first FROM is not set in a stage. Its name can be that of a variable of the base image, but its author means the ARG.
  const variables = new Variables(escape, (name) =>
    base === "scratch" || declared.has(name) ? undefined : UNKNOWN,
  );
  const ports: string[] = [];
  let user: ImageFacts["user"];
  let healthCheck: string | undefined;
  for (const instructions of built) {
    variables.beginStage();
    for (const each of instructions) {
      if (each.keyword === "ARG") variables.declare(each.pairs, globals, options.args);
      else if (each.keyword === "ENV") variables.assign(each.pairs);
      else if (each.keyword === "USER") user = variables.read(each.text);
      else if (each.keyword === "EXPOSE") ports.push(...words(variables, each.text));
      else if (each.keyword === "HEALTHCHECK") healthCheck = each.text;
    }
  }
  return {
    base,
    ...(user !== undefined && { user }),
    ports,
    ...(healthCheck !== undefined && { healthCheck }),
  };
}

/** The image at the beginning, and the instructions of each stage; a stage runs the ONBUILD triggers of its base first. */
function inheritance(
  { stages }: Pick<Dockerfile, "stages">,
  stage: Stage,
  globals: Variables,
): { readonly base: string; readonly built: readonly (readonly Instruction[])[] } {
  const base = globals.expand(stage.base);
  const earlier = stages.slice(0, stages.indexOf(stage));
  const before = stageNamed(earlier, base);
  if (before === undefined) return { base, built: [stage.instructions] };
  const inherited = inheritance({ stages: earlier }, before, globals);
  const triggers = before.instructions.flatMap((each) => (each.keyword === "ONBUILD" ? [each.trigger] : []));
  return { base: inherited.base, built: [...inherited.built, [...triggers, ...stage.instructions]] };
}

const words = (variables: Variables, text: string): string[] =>
  text
    .split(/\s+/)
    .flatMap((word) => variables.expand(word).split(/\s+/))
    .filter((word) => word !== "");
