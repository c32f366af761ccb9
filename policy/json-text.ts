/**
 * Reads JSON text that may hold Terraform expressions: each `${...}` stays as text, with its quotes made harmless, so
 * that `{"Resource":"${join("", x)}"}` can be read. Returns undefined for what is not JSON even so, for example a whole
 * document behind one reference.
 */
export function readJson(text: string): unknown {
  return parse(text) ?? parse(withoutQuotesInExpressions(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function withoutQuotesInExpressions(text: string): string {
  let result = "";
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const opens = character === "{" && (depth > 0 || (text[index - 1] === "$" && text[index - 2] !== "$"));
    if (opens) depth += 1;
    result += depth > 0 && (character === '"' || character === "\\") ? "'" : character;
    if (character === "}" && depth > 0) depth -= 1;
  }
  return result;
}
