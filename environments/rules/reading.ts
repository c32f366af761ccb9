import { relative } from "node:path";
import { shown } from "../errors";

/**
 * A file that cannot be read, in the form `<rule>, got <value>`: its rights, a name that is too long, or another process that
 * removed it meanwhile.
 *
 * @param root folder that the message names the file from
 * @throws the error itself when it comes from elsewhere
 */
export function readingProblem(error: unknown, root: string): string {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined) throw error;
  return `must have files that can be read, got ${shown(relative(root, path))} with ${code} (${syscall})`;
}
