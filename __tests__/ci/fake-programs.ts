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

const SCRIPT = `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");
const folder = dirname(process.argv[1]);
const program = basename(process.argv[1]);
const args = process.argv.slice(2);
const files = args.flatMap((arg) => (/=@./.test(arg) ? [readFileSync(arg.replace(/^.*?=@/, ""), "utf8")] : []));
const env = Object.fromEntries(${JSON.stringify(WATCHED)}.flatMap((n) => (process.env[n] ? [[n, process.env[n]]] : [])));
appendFileSync(join(folder, "calls.jsonl"), JSON.stringify({ program, args, files, env }) + "\\n");
const answers = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));
const answer = answers.find((each) => each.program === program && args.join(" ").startsWith(each.begins));
process.stdout.write(answer?.stdout ?? "");
process.exitCode = answer?.code ?? 0;
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
    writeFileSync(join(folder, "answers.json"), JSON.stringify(answers));
  }

  get calls(): Call[] {
    const file = join(this.folder, "calls.jsonl");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Call);
  }
}
