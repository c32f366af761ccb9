import { existsSync } from "node:fs";
import { join } from "node:path";
import { cdktfProgram } from "../../cli/cdktf/program";
import { scripts } from "../../package.json";
import { ProjectCopy } from "../support/project-copy";
import { finish, slipway } from "../support/slipway";
import { root } from "../support/synth-environment";
import { INLINE, inLanguage } from "./documents";
import { refusal } from "./dry-parse";
import { NOT_RUN, OTHER_PROGRAMS, RUN } from "./reasons";
import { commandsOf, shellLines, type Command } from "./shell";

const lines = inLanguage("sh", "bash", "console").flatMap(({ text, language, at, notRun }) =>
  shellLines(text, language).map((line) => ({ ...line, at, notRun })),
);
const commands = lines.flatMap(({ text, at, notRun }) =>
  commandsOf(text).map((command): Placed => ({ ...command, at, notRun, shown: command.words.join(" ") })),
);

interface Placed extends Command {
  readonly at: string;
  readonly shown: string;
  readonly notRun: string | undefined;
}

/** The arguments of Slipway, when the command is one of its: directly, by npx, or by a script of package.json. */
function slipwayArguments(words: readonly string[]): readonly string[] | undefined {
  const [first, second, third, ...rest] = words;
  if (first === "slipway") return words.slice(1);
  if (first === "npx" && second === "slipway") return words.slice(2);
  const script = first === "npm" && second === "run" ? (scripts as Record<string, string>)[third ?? ""] : "";
  const [, fixed] = /^node cli\/slipway\.js\s*(.*)$/.exec(script ?? "") ?? [];
  if (fixed === undefined) return undefined;
  return [...fixed.split(" ").filter((word) => word !== ""), ...(rest[0] === "--" ? rest.slice(1) : rest)];
}

const ofSlipway = commands.flatMap((command) => {
  const args = slipwayArguments(command.words);
  return args === undefined ? [] : [{ ...command, args }];
});
const others = commands.filter(({ words }) => slipwayArguments(words) === undefined);
const isRun = (args: readonly string[]) => RUN.some((pattern) => pattern.test(args.join(" ")));

it("documents have commands, of Slipway and of others", () => {
  expect([ofSlipway.length > 15, others.length > 10]).toEqual([true, true]);
});

it("the real command line takes every command of Slipway in a block", async () => {
  const refused = [];
  for (const { args, at, shown } of ofSlipway) {
    const problem = await refusal(args);
    if (problem !== undefined) refused.push(`${at}: ${shown}: ${problem}`);
  }
  expect(refused).toEqual([]);
});

it("the real command line knows every command of Slipway in backticks, with its options", async () => {
  const refused = [];
  for (const [path, code] of INLINE.filter(([, text]) => /^(npx )?slipway [a-z]/.test(text))) {
    if (/[<…]|\.\.\./.test(code)) continue;
    for (const { words } of commandsOf(code)) {
      const problem = await refusal(slipwayArguments(words) ?? [], true);
      if (problem !== undefined) refused.push(`${path}: ${code}: ${problem}`);
    }
  }
  expect(refused).toEqual([]);
});

it("a command that is not there, an unknown option and a missing argument would be found", async () => {
  expect(await refusal(["deplyo", "dev"])).toContain("unknown command 'deplyo'");
  expect(await refusal(["deploy", "dev", "--no-such-option"])).toContain("unknown option '--no-such-option'");
  expect(await refusal(["deploy"])).toContain("missing required argument 'environment'");
  expect(await refusal(["deploy"], true)).toBeUndefined();
});

it("every command of Slipway is run, or there is a reason why not", () => {
  const silent = ofSlipway
    .filter(
      ({ args, notRun }) => !isRun(args) && notRun === undefined && NOT_RUN[args[0] ?? ""] === undefined,
    )
    .map(({ at, shown }) => `${at}: ${shown}`);
  expect(silent).toEqual([]);
});

it("every other program is known, with the reason why it is not run", () => {
  const unknown = others
    .filter(({ words: [program = ""], notRun }) => {
      const known =
        Object.hasOwn(OTHER_PROGRAMS, program) || ["npx", "node"].includes(program) || program === "";
      return !known && notRun === undefined;
    })
    .map(({ at, shown }) => `${at}: ${shown}`);
  expect(unknown).toEqual([]);
});

it("every script of npm is one", () => {
  const named = [
    ...others.map(({ words, at }) => [at, words.join(" ")] as const),
    ...INLINE.filter(([, code]) => code.startsWith("npm run ")),
  ];
  const unknown = named.filter(([, text]) => {
    const [, script] = /^npm run ([a-z:-]+)/.exec(text) ?? [];
    return script !== undefined && !Object.hasOwn(scripts, script);
  });
  expect(unknown).toEqual([]);
});

it("every verb of cdktf is one, and npx starts nothing else", async () => {
  const { stdout, stderr } = await finish(process.execPath, [...cdktfProgram(), "--help"]);
  const used = others.filter(({ words: [program], notRun }) => program === "npx" && notRun === undefined);
  expect(used.length).toBeGreaterThan(5);
  for (const { words, at } of used) {
    expect([at, words[1]]).toEqual([at, "cdktf"]);
    expect(stdout + stderr).toMatch(new RegExp(`^ +cdktf ${words[2] ?? ""} `, "m"));
  }
});

it("every file that a command names with -f, or that node runs, is there", () => {
  const files = others.flatMap(({ words, at, notRun }) => {
    const file = words[0] === "node" ? words[1] : words[words.indexOf("-f") + 1];
    return (words.includes("-f") || words[0] === "node") && notRun === undefined ? [[at, file ?? ""]] : [];
  });
  expect(files.filter(([, file = ""]) => !existsSync(join(root, file)))).toEqual([]);
});

describe("the cheap ones", () => {
  const copy = new ProjectCopy();
  afterAll(() => copy.remove());

  const cheap = lines.flatMap(({ text, output, at, notRun }) => {
    const [command, ...more] = commandsOf(text);
    const args = slipwayArguments(command?.words ?? []);
    const variables = command?.variables;
    return args && isRun(args) && more.length === 0 && notRun === undefined
      ? [{ text, output, at, args, variables }]
      : [];
  });
  // A machine without Terraform is one that doctor finds fault with.
  const ends = (args: readonly string[]) => (args[0] === "doctor" ? [0, 1] : [0]);

  it("are there", () => expect(cheap.length).toBeGreaterThan(0));

  it.each(cheap)("$at: $text", async ({ args, output, variables }) => {
    const { code, stdout, stderr } = await slipway(args, { cwd: copy.path, env: variables });
    expect([ends(args).includes(code), stderr]).toEqual([true, ends(args).includes(code) ? stderr : ""]);
    if (output !== "") expect(stdout).toMatch(shownAs(output));
  });
});

/** A line that is `...` or `…` stands for any lines, the same inside a line for any text. */
function shownAs(output: string): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = output
    .trimEnd()
    .split("\n")
    .map((line) =>
      /^\s*(\.\.\.|…)$/.test(line)
        ? "[^]*?"
        : line
            .split(/\.\.\.|…/)
            .map(literal)
            .join(".*") + "\n",
    );
  return new RegExp(`^${parts.join("")}$`);
}

it("an output that differs would be found", () => {
  expect("a\nb\nc\n").toMatch(shownAs("a\n...\nc\n"));
  expect("a 1\n").toMatch(shownAs("a …\n"));
  expect("a\nb\n").not.toMatch(shownAs("a\nc\n"));
});
