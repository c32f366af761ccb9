import type { Dockerfile } from "./dockerfile";
import type { Pair } from "./instructions";
import type { Escape } from "./lines";
import { expandWord, LimitError, UNKNOWN, UNREAD, WordError, type Lookup } from "./words";

/** What a build is given beside its Dockerfile. */
export interface BuildOptions {
  /** @default none */
  readonly args?: Readonly<Record<string, string>>;
  /** @default "x86_64" */
  readonly architecture?: "x86_64" | "arm64";
}

type Value = ReturnType<Lookup>;

/** Variables at one place of a Dockerfile. Within a stage the last instruction wins, whether ARG or ENV, as in BuildKit. */
export class Variables {
  private readonly values = new Map<string, Value>();
  private readonly environment = new Map<string, Value>();

  constructor(
    private readonly escape: Escape,
    /** Value of a name that no instruction before sets. */
    private readonly others: Lookup = () => undefined,
  ) {}

  readonly get: Lookup = (name) => (this.values.has(name) ? this.values.get(name) : this.others(name));

  /** Returns a word that Docker cannot read as written: the build fails with Docker's own message. */
  read(word: string): string | typeof UNREAD {
    try {
      return expandWord(word, this.get, this.escape);
    } catch (error) {
      if (error instanceof LimitError) return UNREAD;
      if (error instanceof WordError) return word;
      throw error;
    }
  }

  /** Like `read`, with a word that cannot be read as written: for a value on which no safety depends. */
  expand(word: string): string {
    const value = this.read(word);
    return value === UNREAD ? word : value;
  }

  /** ENV: all values of an instruction are expanded before the first is set. */
  assign(pairs: readonly Pair[]): void {
    const expanded = pairs.map(({ name, value = "" }) => [this.expand(name), this.read(value)] as const);
    for (const [name, value] of expanded) {
      this.values.set(name, value);
      this.environment.set(name, value);
    }
  }

  /** A stage takes over all variables of its base, and the ENV of the base's image again. */
  beginStage(): void {
    for (const [name, value] of this.environment) this.values.set(name, value);
  }

  /** ARG: the build's argument, else the default, else the value from before the first FROM. */
  declare(pairs: readonly Pair[], globals?: Variables, args: BuildOptions["args"] = {}): void {
    for (const { name, value } of pairs) {
      const given = Object.hasOwn(args, name) ? args[name] : undefined;
      const found = given ?? (value === undefined ? globals?.get(name) : this.read(value));
      if (found !== undefined || !this.values.has(name)) this.values.set(name, found);
    }
  }

  set(values: Readonly<Record<string, Value>>): void {
    for (const [name, value] of Object.entries(values)) this.values.set(name, value);
  }
}

/** Variables of FROM: the arguments before the first one, and those that Docker sets itself. */
export function globalVariables({ escape, globals }: Dockerfile, options: BuildOptions): Variables {
  const { args = {}, architecture = "x86_64" } = options;
  const variables = new Variables(escape);
  const cpu = architecture === "arm64" ? "arm64" : "amd64";
  const automatic: Record<string, Value> = {
    TARGETPLATFORM: `linux/${cpu}`,
    TARGETOS: "linux",
    TARGETARCH: cpu,
    TARGETVARIANT: "",
    // The machine that builds decides these.
    BUILDPLATFORM: UNKNOWN,
    BUILDOS: UNKNOWN,
    BUILDARCH: UNKNOWN,
    BUILDVARIANT: UNKNOWN,
  };
  const given = Object.entries(args).filter(([name]) => Object.hasOwn(automatic, name));
  variables.set({ ...automatic, ...Object.fromEntries(given) });
  for (const each of globals) if (each.keyword === "ARG") variables.declare(each.pairs, undefined, args);
  return variables;
}
