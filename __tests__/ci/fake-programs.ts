import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a program of the runner was asked. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  /** Contents of the files that arguments such as `body=@file` name. */
  readonly files: readonly string[];
  /** Variables that say how it was asked. */
  readonly env: Readonly<Record<string, string>>;
}

/** How a program answers when its arguments, with blanks between them, begin so; the first that fits. */
export interface Answer {
  readonly program: string;
  readonly begins: string;
  readonly stdout?: string;
  readonly code?: number;
}

const WATCHED = ["TF_CLI_ARGS_plan", "TF_CLI_ARGS_apply", "AWS_ACCESS_KEY_ID", "GH_TOKEN"];

/** Bash, as each step starts many. A record is its fields, each ended by a zero byte, with their counts before them. */
const SCRIPT = `#!/usr/bin/env bash
folder=\${0%/*}
program=\${0##*/}
asked="$*"
files=()
for argument in "$@"; do
  if [[ $argument == *=@?* ]]; then
    content=$(cat "\${argument#*=@}"; echo .)
    files+=("\${content%.}")
  fi
done
watched=()
for name in ${WATCHED.join(" ")}; do watched+=("\${!name:-}"); done
printf '%s\\0' "$program" $# "$@" \${#files[@]} "\${files[@]}" "\${watched[@]}" >>"$folder/calls"
for begins in "$folder/answers/$program".*.begins; do
  [[ -e $begins && $asked == "$(<"$begins")"* ]] || continue
  cat "\${begins%begins}stdout"
  exit "$(<"\${begins%begins}code")"
done
`;

/** Programs in a folder for the PATH that note what they are asked, and answer as they are told. */
export class FakePrograms {
  constructor(
    readonly folder: string,
    names: readonly string[],
    answers: readonly Answer[],
  ) {
    mkdirSync(folder);
    for (const name of names) {
      writeFileSync(join(folder, name), SCRIPT);
      chmodSync(join(folder, name), 0o755);
    }
    mkdirSync(join(folder, "answers"));
    for (const [index, { program, begins, stdout = "", code = 0 }] of answers.entries()) {
      const file = (kind: string) => join(folder, "answers", `${program}.${100 + index}.${kind}`);
      writeFileSync(file("begins"), begins);
      writeFileSync(file("stdout"), stdout);
      writeFileSync(file("code"), String(code));
    }
  }

  get calls(): Call[] {
    const file = join(this.folder, "calls");
    const fields = existsSync(file) ? readFileSync(file, "utf8").split("\0").slice(0, -1) : [];
    const next = (): string => fields.shift() ?? "";
    const several = (): string[] => Array.from({ length: Number(next()) }, next);
    const calls: Call[] = [];
    while (fields.length > 0) {
      const [program, args, files] = [next(), several(), several()];
      const env = WATCHED.map((name) => [name, next()]).filter(([, value]) => value !== "");
      calls.push({ program, args, files, env: Object.fromEntries(env) as Record<string, string> });
    }
    return calls;
  }
}
