/**
 * The query language of ECS, as far as every expression has the same form: `subject operator [argument]`, joined by `and`,
 * `or`, `not` and parentheses. Which subject takes which operator is left to ECS.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
const COMPARISONS = [
  ...["==", "equals", "!=", "not_equals", ">", "greater_than", ">=", "greater_than_equal"],
  ...["<", "less_than", "<=", "less_than_equal", "=~", "matches", "!~", "not_matches"],
];
const LISTS = ["in", "!in", "not_in"];
const EXISTENCES = ["exists", "!exists", "not_exists"];
const OPERATORS = [...COMPARISONS, ...LISTS, ...EXISTENCES];
const AND = ["&&", "and"];
const OR = ["||", "or"];
const NOT = ["!", "not"];
const RESERVED = [...OPERATORS, ...AND, ...OR, ...NOT, "(", ")"];

/** Symbols end a word, but for those within brackets and quotes: `[a, b]`, and `m[57].*` in a regular expression. */
const SYMBOL = /&&|\|\||==|!=|>=|<=|=~|!~|!in(?=[\s[])|!exists\b|[<>()!]/;
const ENCLOSED = /\[[^\]]*\]|"[^"]*"|'[^']*'/;
const PLAIN = /(?!&&|\|\||==|!=|>=|<=|=~|!~)[^\s<>()["']/;
const TOKEN = new RegExp(`(${SYMBOL.source}|(?:${ENCLOSED.source}|${PLAIN.source})+)\\s*`, "y");

/** What is missing in an expression, for example `an operator behind "foo"`; nothing where its form is right. */
export const expressionProblem = (expression: string): string | undefined =>
  new ExpressionReader(tokensOf(expression.trim())).problem();

/** A bracket or quote that nothing closes makes one token of the rest. */
function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  let end = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(expression); found; found = TOKEN.exec(expression)) {
    tokens.push(found[1] ?? "");
    end = TOKEN.lastIndex;
  }
  return end < expression.length ? [...tokens, expression.slice(end)] : tokens;
}

class ExpressionReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  /** Reads in one loop, as 2000 parentheses fit into an expression: precedence changes nothing about the form. */
  problem(): string | undefined {
    let depth = 0;
    do {
      while (this.take([...NOT, "("])) if (this.tokens[this.at - 1] === "(") depth += 1;
      const missing = this.single();
      if (missing !== undefined) return missing;
      while (depth > 0 && this.take([")"])) depth -= 1;
    } while (this.take([...AND, ...OR]));
    if (this.at < this.tokens.length) return this.missing('"and" or "or"');
    return depth > 0 ? this.missing('")"') : undefined;
  }

  private single(): string | undefined {
    if (!this.takeWord()) return this.missing("a subject");
    if (this.take(EXISTENCES)) return undefined;
    if (this.take(LISTS)) return this.takeList() ? undefined : this.missing("a list such as [a, b]");
    if (!this.take(COMPARISONS)) return this.missing("an operator");
    return this.takeWord() ? undefined : this.missing("an argument");
  }

  private take(words: readonly string[]): boolean {
    return this.takeIf((token) => words.includes(token.toLowerCase()));
  }

  private takeWord(): boolean {
    return this.takeIf((token) => !RESERVED.includes(token.toLowerCase()));
  }

  private takeList(): boolean {
    return this.takeIf(
      (token) =>
        /^\[.*\]$/s.test(token) &&
        token
          .slice(1, -1)
          .split(",")
          .every((each) => each.trim() !== ""),
    );
  }

  private takeIf(accepts: (token: string) => boolean): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || !accepts(token)) return false;
    this.at += 1;
    return true;
  }

  private missing(what: string): string {
    const before = this.tokens[this.at - 1];
    return before === undefined ? `${what} at the beginning` : `${what} behind ${JSON.stringify(before)}`;
  }
}
