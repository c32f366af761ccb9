/** What a Dockerfile says of the container that it makes. */
export interface DockerfileFacts {
  /** First TCP port that it exposes. */
  readonly port?: number;
  /** Path that its HEALTHCHECK asks for. */
  readonly health?: string;
  /** Its base is one of Windows. */
  readonly windows: boolean;
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

interface Stage {
  readonly base: string;
  readonly name?: string;
  readonly instructions: readonly Instruction[];
}

const WINDOWS = /windows|nanoserver|servercore/i;
const HEALTH_ADDRESS =
  /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[\w${}:-]+)?(\/[^\s"'`|;)?#]*)/;

/** Reads the last stage and those that it begins with. */
export function readDockerfile(text: string): DockerfileFacts {
  const stages = stagesOf(instructionsOf(text));
  const chain = chainOf(stages, stages.at(-1));
  const instructions = chain.flatMap((stage) => stage.instructions);
  const named = (name: string) => instructions.filter((each) => each.name === name);
  const values = variablesOf(instructions);
  const port = named("EXPOSE")
    .flatMap(({ rest }) => substituted(rest, values).split(/\s+/))
    .flatMap((each) => /^(\d{1,5})(?:\/tcp)?$/i.exec(each)?.[1] ?? [])
    .map(Number)
    .find((each) => each >= 1 && each <= 65_535);
  const health = named("HEALTHCHECK")
    .flatMap(({ rest }) => HEALTH_ADDRESS.exec(rest)?.[1] ?? [])
    .at(-1);
  return {
    ...(port !== undefined && { port }),
    ...(health !== undefined && { health }),
    windows: WINDOWS.test(chain[0]?.base ?? ""),
  };
}

/** One each, continued lines joined and comments left out. */
function instructionsOf(text: string): Instruction[] {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*#/.test(line));
  // Dockerfiles of Windows say so in front; a command in backticks may end any other line.
  const continued = /^#\s*escape\s*=\s*`/im.test(text) ? /`[ \t]*\n/g : /\\[ \t]*\n/g;
  return lines
    .join("\n")
    .replace(continued, " ")
    .split("\n")
    .flatMap((line) => {
      const [, name, rest] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
      return name === undefined || rest === undefined ? [] : [{ name: name.toUpperCase(), rest }];
    });
}

function stagesOf(instructions: readonly Instruction[]): Stage[] {
  const stages: { base: string; name?: string; instructions: Instruction[] }[] = [];
  const shared: Instruction[] = [];
  for (const instruction of instructions) {
    const [, base, name] =
      instruction.name === "FROM"
        ? (/^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(instruction.rest) ?? [])
        : [];
    if (base !== undefined) {
      const values = variablesOf(shared);
      stages.push({
        base: substituted(base, values),
        ...(name !== undefined && { name: name.toLowerCase() }),
        instructions: [],
      });
    } else (stages.at(-1)?.instructions ?? shared).push(instruction);
  }
  return stages;
}

/** A stage behind those that it begins with. */
function chainOf(stages: readonly Stage[], stage: Stage | undefined): Stage[] {
  if (stage === undefined) return [];
  const earlier = stages.slice(0, stages.indexOf(stage));
  const base = earlier.findLast(({ name }) => name === stage.base.toLowerCase());
  return [...chainOf(earlier, base), stage];
}

/** Defaults of ARG, and ENV in both of its forms. */
function variablesOf(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, rest } of instructions) {
    if (name !== "ARG" && name !== "ENV") continue;
    const pairs = [...rest.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g)];
    for (const [, key = "", value = ""] of pairs) found.set(key, value.replace(/^(["'])(.*)\1$/, "$2"));
    if (pairs.length > 0) continue;
    const [, key, value] = /^([A-Za-z_]\w*)\s+(.+)$/.exec(rest) ?? [];
    if (key !== undefined && value !== undefined) found.set(key, value.trim());
  }
  return found;
}

const substituted = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(
    /\$(?:\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|([A-Za-z_]\w*))/g,
    (whole, braced: string | undefined, fallback: string | undefined, plain: string | undefined) =>
      values.get(braced ?? plain ?? "") ?? fallback ?? whole,
  );
