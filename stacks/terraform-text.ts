import { Token } from "cdktf";
import { evaluatedText, NOTHING } from "../environments/evaluated-text";
import type { Environment } from "../environments/model";
import { changeTexts } from "../environments/texts";

/**
 * What Terraform or cdktf would not take as text: the beginnings of a template (`${`, `%{`) and cdktf's placeholders for
 * values that are known later, which are text (`${TfToken[TOKEN.0]}`, `#{TfToken[TOKEN.0]}`), a number in text, or the
 * only value of a map.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
const SPECIAL = new RegExp(
  [
    "[$%]\\{",
    "TfToken\\[",
    // From the beginning of a run only, as cdktf reads it: in linear time.
    "(?<![-|\\d.+])[-|\\d.+]+e[-|\\d.eE+]+",
    Token.STRING_MAP_TOKEN_VALUE,
    Token.ANY_MAP_TOKEN_VALUE,
  ].join("|"),
  "g",
);

function escapeSpecial(special: string): string {
  if (special.endsWith("{")) return `${special.charAt(0)}${special}`;
  if (special === "TfToken[") return `TfToken${NOTHING}[`;
  if (special.endsWith("Value")) return `${special}${NOTHING}`;
  return Token.isUnresolved(Number.parseFloat(special)) ? special.replaceAll("e", `e${NOTHING}`) : special;
}

const escapeText = (text: string): string => text.replace(SPECIAL, escapeSpecial);

/** Plain data with each text, also of keys, written so that Terraform evaluates it to the text itself. */
export const terraformText = <T>(data: T): T => changeTexts(data, { text: escapeText, key: escapeText });

/** Undoes {@link terraformText}: for a part of an environment that is read or hashed during synthesis. */
export const asWritten = <T>(data: T): T => changeTexts(data, { text: evaluatedText, key: evaluatedText });

declare const ESCAPED: unique symbol;

/** An environment whose texts can be put into Terraform arguments as they are. */
export type TerraformEnvironment = Environment & { readonly [ESCAPED]: true };

/** The one way from an environment to stacks: they take nothing else. */
export const terraformEnvironment = (environment: Environment): TerraformEnvironment =>
  terraformText(environment) as TerraformEnvironment;
