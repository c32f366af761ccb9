import type { IgnorePattern } from "./ignore-pattern";

/** What the patterns make of one path. */
export interface Verdict {
  readonly isIgnored: boolean;
  /** Which patterns name the path or a folder above it, in their order; the contents of a folder begin with this. */
  readonly matched: readonly boolean[];
}

/**
 * Decides what a walk through a build context sends, as BuildKit's client does. The answer for a path depends on that for the
 * folder around it, so a walk asks for the folder first.
 */
export class IgnoreFilter {
  private readonly exceptions: readonly string[];
  private readonly hasWildcardException: boolean;

  constructor(private readonly patterns: readonly IgnorePattern[]) {
    this.exceptions = patterns
      .filter(({ isException }) => isException)
      .map(({ text }) => text.replace(/\/\*\*$/, "").replace(/\/\*$/, ""));
    this.hasWildcardException = this.exceptions.some((text) => /[*[\]?^\\]/.test(text));
  }

  /** @param folder what was decided for the folder around the path; absent at the top of the context */
  of(path: string, folder?: Verdict): Verdict {
    let isIgnored = false;
    const matched = this.patterns.map((pattern, index) => {
      // A pattern that would change nothing is not asked, and then does not hold for what is below either.
      const holds =
        folder?.matched[index] === true || (pattern.isException === isIgnored && pattern.matches(path));
      if (holds) isIgnored = !pattern.isException;
      return holds;
    });
    return { isIgnored, matched };
  }

  /** Whether an ignored folder is not entered, because no exception can name anything in it. */
  isClosed(folder: string): boolean {
    return !this.hasWildcardException && !this.exceptions.some((text) => `${text}/`.startsWith(`${folder}/`));
  }

  /** Whether a single path is left out. */
  ignores(path: string): boolean {
    const parts = path.split("/");
    let verdict: Verdict | undefined;
    for (const end of parts.keys()) {
      const folder = parts.slice(0, end + 1).join("/");
      verdict = this.of(folder, verdict);
      if (verdict.isIgnored && this.isClosed(folder)) return true;
    }
    return verdict?.isIgnored ?? false;
  }
}
