/**
 * A text that Terraform must take as it is written: `${` and `%{` begin a template there, and a value such as
 * `${HOME}` would be evaluated. Tokens of cdktf, which stand for attributes of other resources, stay tokens.
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, "$$$${").replace(/%\{/g, "%%{");
}

/** The same for each value of a record. */
export const literals = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, literal(text)]));
