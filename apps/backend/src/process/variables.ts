/** The process can not start with these environment variables; carries every problem, not only the first. */
export class InvalidVariables extends Error {
  override readonly name = "InvalidVariables";

  constructor(readonly problems: readonly string[]) {
    super(`the configuration is not valid: ${problems.join("; ")}`);
  }
}

/**
 * Reads typed values out of environment variables and collects the problems on the way; `finish` throws them together.
 * A variable that is set but empty is a value like any other, so that a typing error is never covered by a default.
 */
export class Variables {
  private readonly problems: string[] = [];

  constructor(private readonly source: Readonly<Record<string, string | undefined>>) {}

  integer(
    name: string,
    limits: { readonly min: number; readonly max: number; readonly default: number },
  ): number {
    const text = this.source[name];
    if (text === undefined) return limits.default;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= limits.min && value <= limits.max) return value;
    this.problem(name, `be a whole number from ${limits.min} to ${limits.max}`, text);
    return limits.default;
  }

  choice<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const text = this.source[name];
    if (text === undefined) return fallback;
    const value = values.find((candidate) => candidate === text);
    if (value !== undefined) return value;
    this.problem(name, `be one of ${values.join(", ")}`, text);
    return fallback;
  }

  /** One line of 1 to `max` characters. */
  text(name: string, max: number): string | undefined {
    const text = this.source[name];
    if (text === undefined) return undefined;
    if (text.length >= 1 && text.length <= max && !/\p{Cc}/u.test(text)) return text;
    this.problem(name, `have 1 to ${max} characters and no control character`, text);
    return undefined;
  }

  /** An http origin without path, user or query. */
  origin(name: string): URL | undefined {
    const text = this.source[name];
    if (text === undefined) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol === "http:" && url.href === `${url.origin}/`) return url;
    this.problem(name, "be an origin such as http://backend:3000", text);
    return undefined;
  }

  finish(): void {
    if (this.problems.length > 0) throw new InvalidVariables(this.problems);
  }

  private problem(name: string, rule: string, got: string): void {
    this.problems.push(`${name} must ${rule}, got ${JSON.stringify(got)}`);
  }
}
