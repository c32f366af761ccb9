import { stripVTControlCharacters } from "node:util";

/** The step of an image build that ended the build, with what it printed. */
export interface FailedStep {
  /** As the builder names it: `[production 3/5] RUN npm run build`. */
  readonly name: string;
  readonly output: readonly string[];
  /** The builder's own words: `process "/bin/sh -c npm run build" did not complete successfully: exit code: 1`. */
  readonly error: string;
}

/** The provider appends each build to the same file. */
const BEGINNING = "#0 building with ";
const LINE = /^#(\d+) ([^]*)$/;
const ERROR = "ERROR: ";
/** What a program prints has the seconds since the step began before it; the builder's own remarks have not. */
const OUTPUT = /^\d+\.\d+ ([^]*)$/;

/**
 * Finds the step that failed in the last build of a log in BuildKit's plain format. `undefined` when no step failed: a
 * Dockerfile that cannot be parsed has none.
 *
 * Source: https://pkg.go.dev/github.com/moby/buildkit/util/progress/progressui
 *
 * @param reason why the build failed; it selects the step, as the import of a cache may fail in a build that goes on, and
 *   the log may be of an earlier build. @default the last step that failed
 */
export function findFailedStep(log: string, reason?: string): FailedStep | undefined {
  const all = log.split("\n");
  const last = all.slice(
    Math.max(
      all.findLastIndex((line) => line.startsWith(BEGINNING)),
      0,
    ),
  );
  const lines = last.flatMap((line) => {
    const [, step, text] = LINE.exec(line.trimEnd()) ?? [];
    return step === undefined || text === undefined ? [] : [{ step, text }];
  });
  const errors = lines.filter(({ text }) => text.startsWith(ERROR));
  const found =
    reason === undefined
      ? errors.at(-1)
      : errors.find(({ text }) => oneLine(reason).includes(oneLine(text.slice(ERROR.length))));
  if (found === undefined) return undefined;
  const [name = "", ...others] = lines.filter(({ step }) => step === found.step).map(({ text }) => text);
  return {
    name,
    output: others.flatMap((text) => asShown(OUTPUT.exec(text)?.[1] ?? "")),
    error: found.text.slice(ERROR.length),
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** A line as a terminal shows it in the end: progress bars write over themselves. */
function asShown(text: string): string[] {
  const shown = stripVTControlCharacters(text.split("\r").at(-1) ?? "");
  return shown.trim() === "" ? [] : [shown];
}
