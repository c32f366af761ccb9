/** What Terraform makes of a text without expressions: `$${` is `${` there, and `%%{` is `%{`. Limits count its characters. */
export const evaluatedText = (text: string): string => text.replaceAll(/([$%])\1\{/g, "$1{");
