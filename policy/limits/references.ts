import { NOTHING } from "../../environments/evaluated-text";

/** A part of a text in Terraform's JSON: as it is, or an expression whose value another resource decides. */
export interface TextPart {
  readonly kind: "literal" | "expression";
  /** An expression comes without its `${` and `}`. */
  readonly text: string;
}

/** Splits a text at its expressions; `$${` and `%%{` are literals that Terraform writes with one sign less. */
export function partsOf(text: string): TextPart[] {
  if (!/[$%]\{/.test(text)) return text === "" ? [] : [{ kind: "literal", text }];
  const parts: TextPart[] = [];
  let literal = "";
  let index = 0;
  while (index < text.length) {
    const escaped = text.startsWith("$${", index) || text.startsWith("%%{", index);
    if (escaped) {
      literal += text.slice(index + 1, index + 3);
      index += 3;
    } else if (text.startsWith(NOTHING, index)) {
      index += NOTHING.length;
    } else if (text.startsWith("${", index)) {
      const end = endOfExpression(text, index + 2);
      if (literal !== "") parts.push({ kind: "literal", text: literal });
      literal = "";
      parts.push({ kind: "expression", text: text.slice(index + 2, end) });
      index = end + 1;
    } else {
      literal += text.charAt(index);
      index += 1;
    }
  }
  if (literal !== "") parts.push({ kind: "literal", text: literal });
  return parts;
}

/** Whether the apply decides a part of the text. */
export const hasReference = (text: string): boolean =>
  partsOf(text).some(({ kind }) => kind === "expression");

/** Index of the `}` that closes an expression; the end of the text where none does. */
function endOfExpression(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}
