import { Arg, DockerfileParser, Env, From, Onbuild } from "dockerfile-ast";
import { readLines, type Escape, type Lines } from "./lines";

/** An instruction whose values decide what the image is; variables and quotes are as written. */
export type Instruction =
  | { readonly keyword: "FROM"; readonly image: string; readonly name?: string }
  | { readonly keyword: "ARG" | "ENV"; readonly pairs: readonly Pair[] }
  | { readonly keyword: "ONBUILD"; readonly trigger: Instruction }
  | { readonly keyword: "USER" | "EXPOSE" | "HEALTHCHECK"; readonly text: string };

export interface Pair {
  readonly name: string;
  /** Absent for an ARG without a default. */
  readonly value?: string;
}

export interface Instructions extends Pick<Lines, "escape" | "unterminated"> {
  readonly instructions: readonly Instruction[];
}

/** Reads the instructions of a Dockerfile that decide stages, variables, user, ports and health check. */
export function readInstructions(text: string): Instructions {
  const { lines, ...others } = readLines(text);
  const { escape } = others;
  return { ...others, instructions: lines.flatMap((line) => instructionOf(line, escape) ?? []) };
}

/** What is read; the parser would spend most of its time on the others, such as RUN and COPY. */
const READ = /^(?:FROM|ARG|ENV|USER|EXPOSE|HEALTHCHECK|ONBUILD)(?:\s|$)/i;

/** Each line is a document of its own: another one below could be taken for its continuation. */
function instructionOf(line: string, escape: Escape): Instruction | undefined {
  if (!READ.test(line)) return undefined;
  const [found] = DockerfileParser.parse(`# escape=${escape}\n${line}`).getInstructions();
  if (found === undefined) return undefined;
  if (found instanceof From) {
    const [image = "", , name] = found.getArguments().map((each) => each.getValue());
    return { keyword: "FROM", image, ...(name !== undefined && { name: name.toLowerCase() }) };
  }
  if (found instanceof Arg || found instanceof Env) {
    return { keyword: found instanceof Arg ? "ARG" : "ENV", pairs: pairsOf(found) };
  }
  if (found instanceof Onbuild) {
    const rest = line.slice(found.getKeyword().length).trim();
    // BuildKit refuses a trigger that is a trigger itself.
    const trigger = /^ONBUILD\s/i.test(rest) ? undefined : instructionOf(rest, escape);
    return trigger && { keyword: "ONBUILD", trigger };
  }
  const keyword = found.getKeyword();
  return keyword === "USER" || keyword === "EXPOSE" || keyword === "HEALTHCHECK"
    ? { keyword, text: found.getRawArgumentsContent() ?? "" }
    : undefined;
}

/** `name=value ...`, or one value behind a space for the older form of ENV. */
function pairsOf(found: Arg | Env): Pair[] {
  const words = found.getPropertyArguments().map((each) => each.getValue());
  const [first = ""] = words;
  if (found instanceof Env && !first.includes("=")) {
    const [, name = "", value = ""] = /^(\S+)\s(.*)$/.exec(found.getRawArgumentsContent() ?? "") ?? [];
    return name === "" ? [] : [{ name, value: value.trimStart() }];
  }
  return words.map((word) => {
    const end = word.indexOf("=");
    return end === -1 ? { name: word } : { name: word.slice(0, end), value: word.slice(end + 1) };
  });
}
