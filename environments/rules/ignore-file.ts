import { isUtf8 } from "node:buffer";
import { lstatSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { shown } from "../errors";
import { IgnoreFilter } from "./ignore-filter";
import { ignorePattern, type IgnorePattern } from "./ignore-pattern";
import { linkedFile } from "./linked-file";

/** Where Docker's reader of lines gives up (`bufio.MaxScanTokenSize`, which counts the end of the line). */
const MAX_LINE_BYTES = 65_535;

/** A path on Linux has at most 4096 characters (PATH_MAX), and so 2048 folders; a pattern of more wildcards takes seconds to match. */
const MAX_WILDCARDS = 2048;

const BYTE_ORDER_MARK = "\uFEFF";

export interface IgnoreFile {
  /** Relative to the build context. */
  readonly path: string;
  /** The file, after the links that lead to it; relative to the build context. */
  readonly files: readonly string[];
  readonly filter: IgnoreFilter;
  /** Why Docker cannot read it, or would read something else, in the form `<rule>, got <value>; <what to do>`. */
  readonly problems: readonly string[];
}

/** The ignore file that BuildKit uses: `<dockerfile>.dockerignore` instead of `.dockerignore` when it exists. */
export function ignoreFile(folder: string, dockerfile: string): IgnoreFile | undefined {
  const { dir, base } = posix.parse(posix.normalize(dockerfile));
  return ignoreFileIn(folder, dir, `${base}.dockerignore`) ?? ignoreFileIn(folder, "", ".dockerignore");
}

function ignoreFileIn(context: string, folder: string, name: string): IgnoreFile | undefined {
  const path = posix.join(folder, name);
  if (lstatSync(join(context, path), { throwIfNoEntry: false }) === undefined) return undefined;
  const files = linkedFile(join(context, folder), name)?.map((file) => posix.join(folder, file));
  if (files === undefined) {
    const problem = `must have a file as its ${path}, got a folder, a special file, or a link that leads to no file in the same folder; Docker would ignore it`;
    return { path, files: [], filter: new IgnoreFilter([]), problems: [problem] };
  }
  return { path, files, ...parse(path, readFileSync(join(context, path))) };
}

function parse(path: string, content: Buffer): Pick<IgnoreFile, "filter" | "problems"> {
  const patterns: IgnorePattern[] = [];
  const problems: string[] = [];
  for (const [index, text] of content.toString("latin1").split("\n").entries()) {
    const bytes = Buffer.from(text, "latin1");
    const line = bytes.toString();
    const pattern = ignorePattern(index === 0 && line.startsWith(BYTE_ORDER_MARK) ? line.slice(1) : line);
    const problem = lineProblem(path, bytes, pattern);
    if (problem !== undefined) problems.push(`${problem} in line ${index + 1}`);
    else if (typeof pattern === "object") patterns.push(pattern);
  }
  return { filter: new IgnoreFilter(patterns), problems };
}

function lineProblem(path: string, line: Buffer, pattern: ReturnType<typeof ignorePattern>) {
  if (line.length > MAX_LINE_BYTES) {
    return `must have lines of at most ${MAX_LINE_BYTES} bytes in its ${path}, got ${line.length}`;
  }
  if (pattern === "invalid") {
    return `must have patterns in its ${path} that Docker accepts, got ${shown(line.toString().trim())}`;
  }
  if (pattern === undefined) return undefined;
  const wildcards = pattern.text.match(/\*+/g)?.length ?? 0;
  if (wildcards > MAX_WILDCARDS) {
    return `must have patterns of at most ${MAX_WILDCARDS} wildcards in its ${path}, got ${wildcards}`;
  }
  if (!isUtf8(line)) return `must have its ${path} in UTF-8, got other bytes`;
  // Docker skips it in some patterns and compares it in others.
  return pattern.text.startsWith(BYTE_ORDER_MARK)
    ? `must have a byte order mark at the start of its ${path} only, got one`
    : undefined;
}
