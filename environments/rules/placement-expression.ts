import { shown } from "../errors";

/**
 * The query language of ECS, as far as every expression has the same form: `subject operator [argument]`, joined by `and`,
 * `or`, `not` and parentheses. Which subject takes which operator, and what an argument means, is left to ECS.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
const WORD_END = "(?=[\\s()[!\"']|$)";
const WORDS = "equals|greater_than|greater_than_equal|less_than|less_than_equal|matches";
const COMPARISON = `[=!><]=|[=!]~|[><]|(?:not_equals|not_matches|${WORDS})${WORD_END}`;
const LIST = `(?:!in|in|not_in)${WORD_END}`;
const EXISTENCE = "(?:!exists|exists|not_exists)\\b";
const JOIN = `&&|\\|\\||(?:and|or)${WORD_END}`;
const RESERVED = `(?:${COMPARISON}|${LIST}|${EXISTENCE}|${JOIN}|not${WORD_END})`;
const SUBJECT = `(?!${RESERVED})(?:(?!&&|\\|\\||==|=~)[^\\s()<>!])+`;
/** An argument of operators only. */
const NO_ARGUMENT = /^(?:[&|=!<>~]+|and|or|not)$/i;
/** `a||b` is a regular expression too: the argument ends where another condition follows. */
const NEXT_CONDITION = `(?:&&|\\|\\|)(?=[\\s!]|$|not\\b|[^\\s()<>!=&|]+(?:[=!<>]|\\s+${RESERVED}))`;

const sticky = (source: string): RegExp => new RegExp(source, "isy");
const TOKENS = {
  blank: sticky("\\s+"),
  notOrOpen: sticky(`[!(]|not${WORD_END}`),
  close: sticky("\\)"),
  join: sticky(JOIN),
  subject: sticky(SUBJECT),
  comparison: sticky(COMPARISON),
  list: sticky(LIST),
  existence: sticky(EXISTENCE),
  items: sticky("\\[[^\\]]*\\]"),
  quoted: sticky(`"[^"]*"|'[^']*'`),
  nextCondition: sticky(NEXT_CONDITION),
  /** In an argument: an escaped character, a class such as `[57]`, or one character. */
  piece: sticky("\\\\.|\\[[^\\]]*\\]|."),
};

/** What is missing in an expression, for example `an operator behind "foo"`; nothing where its form is right. */
export const expressionProblem = (expression: string): string | undefined =>
  new ExpressionReader(expression.trim()).problem();

class ExpressionReader {
  private at = 0;
  private before: string | undefined;

  constructor(private readonly expression: string) {}

  /** Reads in one loop, as 2000 parentheses fit into an expression: precedence changes nothing about the form. */
  problem(): string | undefined {
    let depth = 0;
    do {
      while (this.take("notOrOpen")) if (this.before === "(") depth += 1;
      const missing = this.condition();
      if (missing !== undefined) return missing;
      while (depth > 0 && this.take("close")) depth -= 1;
    } while (this.take("join"));
    if (this.at < this.expression.length) return this.missing('"and" or "or"');
    return depth > 0 ? this.missing('")"') : undefined;
  }

  private condition(): string | undefined {
    if (!this.take("subject")) return this.missing("a subject");
    if (this.take("existence")) return undefined;
    if (this.take("list")) return this.takeItems() ? undefined : this.missing("a list such as [a, b]");
    return this.take("comparison") ? this.argument() : this.missing("an operator");
  }

  private takeItems(): boolean {
    const items = this.match("items")?.slice(1, -1).split(",") ?? [""];
    return items.every((each) => each.trim() !== "") && this.take("items");
  }

  /** Up to a blank or a parenthesis of the expression; those of a regular expression, `(m7g|c7g)\..*`, belong to it. */
  private argument(): string | undefined {
    const start = this.at;
    let depth = 0;
    let end = start + (this.match("quoted")?.length ?? 0);
    for (let piece = this.match("piece", end); piece !== undefined; piece = this.match("piece", end)) {
      if (depth === 0 && (/^[\s)]$/.test(piece) || this.match("nextCondition", end) !== undefined)) break;
      if (piece === "(") depth += 1;
      if (piece === ")") depth -= 1;
      end += piece.length;
    }
    const argument = this.expression.slice(start, end);
    if (argument === "" || NO_ARGUMENT.test(argument)) return this.missing("an argument");
    this.moveBehind(argument);
    return depth > 0 ? this.missing('")"') : undefined;
  }

  private take(token: keyof typeof TOKENS): boolean {
    const found = this.match(token);
    if (found === undefined) return false;
    this.moveBehind(found);
    return true;
  }

  private match(token: keyof typeof TOKENS, at = this.at): string | undefined {
    TOKENS[token].lastIndex = at;
    return TOKENS[token].exec(this.expression)?.[0];
  }

  private moveBehind(found: string): void {
    this.before = found;
    this.at += found.length;
    this.at += this.match("blank")?.length ?? 0;
  }

  private missing(what: string): string {
    return this.before === undefined ? `${what} at the beginning` : `${what} behind ${shown(this.before)}`;
  }
}
