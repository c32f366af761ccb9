import { createHash, type Hash } from "node:crypto";
import { closeSync, lstatSync, openSync, readSync, readlinkSync } from "node:fs";
import { join, posix } from "node:path";
import { refuse } from "../../environments/errors";
import { buildContextProblems } from "../../environments/rules/build-context";
import { CONTENT_TAG_PREFIX } from "../../environments/rules/image-tags";
import { canonicalJson } from "../canonical-json";
import { contextFiles } from "./context-files";

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
}

/**
 * The tag that names an image by what it is built from: two builds have the same tag exactly when the files that
 * `.dockerignore` lets through (path, content, executable bit), the Dockerfile, target, arguments and platform are
 * the same. Times, owners, empty folders and the place of the checkout do not count.
 */
export function contentTag(options: ContentTagOptions): string {
  refuse("image", buildProblems(options.root, options.context, options.dockerfile));
  const folder = join(options.root, options.context);
  const hash = createHash("sha256").update(
    canonicalJson([FORMAT, options.dockerfile, options.target ?? null, options.args, options.platform]),
  );
  for (const path of contextFiles(folder, options.dockerfile)) hashEntry(hash, folder, path);
  return `${CONTENT_TAG_PREFIX}${hash.digest("hex").slice(0, DIGITS)}`;
}

/** What stops a build before it starts; empty when the context is a folder with the Dockerfile in it. */
export function buildProblems(root: string, context: string, dockerfile: string): string[] {
  return buildContextProblems("image context", root, { context, dockerfile });
}

function hashEntry(hash: Hash, folder: string, path: string): void {
  const full = join(folder, ...path.split(posix.sep));
  const entry = lstatSync(full);
  if (entry.isSymbolicLink()) {
    hash.update(canonicalJson([path, "link", readlinkSync(full)]));
    return;
  }
  // The length stands in front of the content, so that no file can pretend to be two.
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
