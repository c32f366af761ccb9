/** A simple command: what is set before it, and its words without quotes. */
export interface Command {
  readonly variables: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/** A line that a reader types, and what a `console` block shows behind it. */
export interface Line {
  readonly text: string;
  readonly output: string;
}

/** The lines of a block: all of them in a script, those behind `$ ` in a `console` block. */
export function shellLines(text: string, language: string): Line[] {
  const joined = text
    .trimEnd()
    .replace(/\\\n\s*/g, " ")
    .split("\n");
  if (language !== "console") {
    return joined.filter((line) => /^\s*[^#\s]/.test(line)).map((line) => ({ text: line, output: "" }));
  }
  const lines: { text: string; output: string }[] = [];
  for (const line of joined) {
    if (line.startsWith("$ ")) lines.push({ text: line.slice(2), output: "" });
    else if (lines.length === 0) throw new Error(`a console block must begin with "$ ", got ${line}`);
    else (lines.at(-1) ?? { output: "" }).output += `${line}\n`;
  }
  return lines;
}

const TOKEN = /\s*(?:(#.*)|(&&|\|\||[|;])|((?:'[^']*'|"(?:\$\([^)]*\)|[^"])*"|\\.|[^\s'"|;&\\])+))/gy;

/** The commands of a line; those inside `$( )` come last. */
export function commandsOf(line: string): Command[] {
  const commands: string[][] = [[]];
  const inner: string[] = [];
  let end = 0;
  for (const { 0: all, 1: comment, 2: operator, 3: word, index } of line.matchAll(TOKEN)) {
    if (index !== end) break;
    end = index + all.length;
    if (comment !== undefined && /^\s|^$/.test(all.slice(0, 1) || " ")) return finished(commands, inner);
    if (operator !== undefined) commands.push([]);
    if (word === undefined) continue;
    for (const [, substituted = ""] of word.matchAll(/\$\(([^)]*)\)/g)) inner.push(substituted);
    commands
      .at(-1)
      ?.push(
        word.replace(
          /'([^']*)'|"([^"]*)"|\\(.)/g,
          (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? "",
        ),
      );
  }
  if (line.slice(end).trim() !== "") throw new Error(`a command must be plain words, got ${line}`);
  return finished(commands, inner);
}

const finished = (commands: readonly (readonly string[])[], inner: readonly string[]): Command[] => [
  ...commands.filter((words) => words.length > 0).map(simple),
  ...inner.flatMap(commandsOf),
];

function simple(words: readonly string[]): Command {
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const set = words.slice(0, first === -1 ? words.length : first);
  const variables = Object.fromEntries(
    set.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  const rest = first === -1 ? [] : words.slice(first);
  const redirected = rest.findIndex((word) => /^\d?>/.test(word));
  return { variables, words: redirected === -1 ? rest : rest.slice(0, redirected) };
}
