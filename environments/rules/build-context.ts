import { closeSync, existsSync, openSync, realpathSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { escapeControls } from "../control-characters";
import { shown } from "../errors";
import { linkProblems, projectIn } from "./context-folder";
import { ignoreFile } from "./ignore-file";
import { parseImageReference } from "./image-reference";
import { linkedFile } from "./linked-file";
import { readingProblem } from "./reading";

/** What the commands write into the project: in an image it would change the image's content with each of them. */
const WRITTEN = ["cdktf.out", ".slipway", "node_modules"];

interface ContextBuild {
  readonly context: string;
  readonly dockerfile: string;
}

/**
 * A build context must be a folder, its Dockerfile and its ignore file must be what Docker reads under these names, and nothing
 * that is written by a build may be in it.
 */
export function buildContextProblems(path: string, root: string, build: ContextBuild): string[] {
  try {
    return problemsOf(path, root, build);
  } catch (error) {
    return [`${path} ${readingProblem(error, join(root, build.context))}`];
  }
}

function problemsOf(path: string, root: string, { context, dockerfile }: ContextBuild): string[] {
  const folder = join(root, context);
  const name = escapeControls(dockerfile);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    const image = isImageFromElsewhere(context)
      ? `; write { uri: ${shown(context)} } for an image that exists`
      : "";
    return [`${path} must be a folder with a ${name}, got ${shown(context)}, which is no folder${image}`];
  }
  const linked = linkProblems(path, root, context);
  if (linked.length > 0) return linked;
  const file = join(folder, dockerfile);
  if (!existsSync(file) || !statSync(file).isFile()) {
    return [
      `${path} must be a folder with a ${name}, got ${shown(context)} without one; write that file there`,
    ];
  }
  if (dockerfileFiles(folder, dockerfile) === undefined) {
    return [
      `${path} must have its ${name} in the build context, got a link that leaves the folder that it is in; put the file itself there`,
    ];
  }
  closeSync(openSync(file, "r"));
  const wrong = ignoreFile(folder, dockerfile)?.problems ?? [];
  if (wrong.length > 0) return wrong.map((problem) => `${path} ${problem}`);
  const sent = sentOfProject(realpathSync(folder), dockerfile, realpathSync(root));
  if (sent.paths.length === 0) return [];
  return [
    `${path} must leave out what is written in the project, got ${shown(context)} with ${sent.paths.join(", ")}; add to its ${sent.file}: ${sent.lines.join(", ")}`,
  ];
}

/** A reference with a registry, a tag or a digest, which no folder is likely to be called. */
function isImageFromElsewhere(text: string): boolean {
  const image = parseImageReference(text);
  return image !== undefined && (image.domain ?? image.tag ?? image.digest) !== undefined;
}

/** The Dockerfile after the links that lead to it, relative to the context; `undefined` where BuildKit would not find it. */
export function dockerfileFiles(folder: string, dockerfile: string): string[] | undefined {
  const { dir, base } = posix.parse(posix.normalize(dockerfile));
  const beside = join(folder, dir);
  if (projectIn(realpathSync(folder), realpathSync(beside)) === undefined) return undefined;
  return linkedFile(beside, base)?.map((file) => posix.join(dir, file));
}

/** What a context sends to the engine of that which is written in the project. */
export interface SentOfProject {
  /** Relative to the context; none when the ignore file leaves all of it out. */
  readonly paths: readonly string[];
  /** The ignore file that decides, there or not. */
  readonly file: string;
  /** What must be added to it. */
  readonly lines: readonly string[];
}

export function sentOfProject(folder: string, dockerfile: string, root: string): SentOfProject {
  const ignore = ignoreFile(folder, dockerfile);
  const file = ignore?.path ?? ".dockerignore";
  const project = projectIn(folder, root);
  if (project === undefined) return { paths: [], file, lines: [] };
  const paths = WRITTEN.map((name) => posix.join(project, name)).filter(
    (path) => !ignore?.filter.ignores(path),
  );
  return { paths, file, lines: project === "" || paths.length === 0 ? paths : [project] };
}
