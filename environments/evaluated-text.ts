/** A template that evaluates to nothing. Without quotes and backslashes, so that it also works inside a JSON document. */
export const NOTHING = "%{if true}%{endif}";

/**
 * What Terraform makes of a text without expressions: `$${` is `${` there, and `%%{` is `%{`. A rule about lengths or
 * characters is about this text.
 */
export const evaluatedText = (text: string): string =>
  text.replaceAll(NOTHING, "").replaceAll(/([$%])\1\{/g, "$1{");
