import { createHash, type Hash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { closeSync, constants, lstatSync, openSync, readSync, readlinkSync } from "node:fs";
import { join, posix } from "node:path";
import { refuse, shown } from "../../environments/errors";
import { buildContextProblems } from "../../environments/rules/build-context";
import { CONTENT_TAG_PREFIX } from "../../environments/rules/image-tags";
import { readingProblem } from "../../environments/rules/reading";
import { canonicalJson } from "../canonical-json";
import { contextFiles, refuseFiles } from "./context-files";

/** Hash digits in a tag: 80 bits, far from any chance collision and short enough to read aloud. */
const DIGITS = 20;

/** Changes when the way of hashing changes, so that an old tag never stands for a new meaning. */
const FORMAT = "slipway-content-1";

const CHUNK = Buffer.allocUnsafe(1024 * 1024);

/** What an image is built from. */
export interface ContentTagOptions {
  /** Folder that `context` is relative to. */
  readonly root: string;
  /** Folder sent to the Docker engine, relative to `root`. */
  readonly context: string;
  /** Dockerfile, relative to `context`. */
  readonly dockerfile: string;
  /** Build stage that becomes the image. @default the last one */
  readonly target?: string;
  /** Build arguments; their order does not matter. */
  readonly args: Readonly<Record<string, string>>;
  /** Platform the image is built for, for example `linux/amd64`. */
  readonly platform: string;
  /** The image as the user wrote it, for messages. @default "image context" */
  readonly path?: string;
}

/**
 * The tag that names an image by what it is built from: two builds have the same tag exactly when what Docker sends (path,
 * content, executable bit, target of a link), the Dockerfile, the ignore file, target, arguments and platform are the same.
 * Times, owners, other rights, empty folders and the place of the checkout do not count: git does not keep them.
 */
export function contentTag(options: ContentTagOptions): string {
  const { path = "image context", root, context, dockerfile, target, args, platform } = options;
  refuse("image", buildContextProblems(path, root, { context, dockerfile }));
  const folder = join(root, context);
  const hash = createHash("sha256").update(
    canonicalJson([FORMAT, dockerfile, target ?? null, args, platform]),
  );
  const problems: string[] = [];
  for (const file of contextFiles(folder, dockerfile, path)) {
    try {
      hashEntry(hash, folder, file, problems);
    } catch (error) {
      problems.push(readingProblem(error, folder));
    }
  }
  refuseFiles(path, problems);
  return `${CONTENT_TAG_PREFIX}${hash.digest("hex").slice(0, DIGITS)}`;
}

/** What stops a build before it starts; empty when the context is a folder with the Dockerfile in it. */
export function buildProblems(root: string, context: string, dockerfile: string): string[] {
  return buildContextProblems("image context", root, { context, dockerfile });
}

function hashEntry(hash: Hash, folder: string, path: string, problems: string[]): void {
  const full = join(folder, ...path.split(posix.sep));
  const entry = lstatSync(full);
  if (entry.isSymbolicLink()) {
    const target = readlinkSync(full, "buffer");
    if (!isUtf8(target)) problems.push(`must have links to UTF-8 names, got ${shown(path)}`);
    hash.update(canonicalJson([path, "link", target.toString()]));
    return;
  }
  if (!entry.isFile()) {
    // Docker sends sockets, pipes and devices too, without a content.
    hash.update(canonicalJson([path, "special", entry.mode & constants.S_IFMT]));
    return;
  }
  // The length comes before the content, so that one file cannot hash like two.
  hash.update(canonicalJson([path, (entry.mode & 0o100) === 0 ? "file" : "executable", entry.size]));
  const file = openSync(full, "r");
  try {
    for (let read = readSync(file, CHUNK); read > 0; read = readSync(file, CHUNK)) {
      hash.update(CHUNK.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}
