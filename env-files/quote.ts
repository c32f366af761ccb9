/** Nothing here means anything to any reader of env files: no quote, no `$`, `#`, `\`, no blank. */
const plain = /^[\w./:@%+,=~^-]*$/;

/** Stands between single quotes as it is: one line without a single quote, and without `\`, which could escape one. */
const literal = /^[^'\\\p{Cc}]*$/u;

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  $: "\\$",
  "\n": "\\n",
  "\r": "\\r",
};

/**
 * A value as docker compose's `env_file` reader gives it back unchanged. Plain and single-quoted values mean the same to
 * a shell and to other readers; only what can not be said that way becomes a double-quoted value with escapes.
 */
export function quoteEnvValue(value: string): string {
  if (plain.test(value)) return value;
  if (literal.test(value)) return `'${value}'`;
  return `"${value.replace(/[\\"$\n\r]/g, (character) => escapes[character] ?? character)}"`;
}
