/** Values that are secrets whatever their name is, by how they are written. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  ["an AWS access key", /\b(AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a private key", /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  // https://www.rfc-editor.org/rfc/rfc7519: the header is a JSON object, `{"` in base64url.
  ["a JSON web token", /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/],
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ["a GitLab token", /\bglpat-[A-Za-z0-9_-]{20,}/],
  ["a Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ["a Stripe key", /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ["a URL with a password", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
];

/** Ends of names whose values are secrets: `DB_PASSWORD`, `PGPASSWORD`, `stripeApiKey`, `GITHUB_TOKEN`. */
const NAME =
  /(?:PASSWORD|PASSWD|PASSPHRASE|(?:^|_)(?:SECRET|SECRETS|TOKEN|CREDENTIALS?|(?:API|ACCESS|SECRET|PRIVATE|SIGNING|ENCRYPTION|MASTER)_?KEY))$/;

/** A place where a secret is, or a switch: a name such as `FEATURE_TOKEN` says nothing about these. */
const NO_SECRET =
  /^(?:true|false|yes|no|on|off|none|null|\d{1,5}|arn:[^\s]+|\.{0,2}\/[^\s]*|https?:\/\/[^\s]*)$/i;

/** References to values that Terraform knows as secrets; they would stand in the task definition for everybody to read. */
const SECRET_REFERENCE =
  /\b(?:random_password\.[\w-]+\.(?:result|bcrypt_hash)|aws_secretsmanager_(?:secret_version|random_password)\.[\w-]+\.(?:secret_string|random_password)|aws_ssm_parameter\.[\w-]+\.value|aws_iam_access_key\.[\w-]+\.(?:secret|ses_smtp_password_v4)|aws_(?:db_instance|rds_cluster)\.[\w-]+\.(?:password|master_password)|tls_private_key\.[\w-]+\.private_key_\w+)\b/;

/**
 * What makes the value of an environment variable read like a secret; `undefined` when nothing does. Says how it was
 * seen, never what it is.
 */
export function secretForm(name: string, value: string): string | undefined {
  if (SECRET_REFERENCE.test(value)) return "a reference to a secret's value";
  const literal = value.replaceAll(/\$\{[^}]*\}/g, "");
  const form = FORMS.find(([, pattern]) => pattern.test(literal));
  if (form) return form[0];
  // What is made of references only is not written here.
  if (literal.trim() === "") return undefined;
  if (NAME.test(words(name)) && !NO_SECRET.test(literal.trim()))
    return "a literal value, and a name of a secret";
  return isRandom(literal) ? "a random text" : undefined;
}

/** `dbPassword` as `DB_PASSWORD`. */
const words = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[.-]/g, "_")
    .toUpperCase();

/** Keys and tokens have no fewer characters than this; words and names in one piece seldom have so many. */
const SHORTEST = 32;
/**
 * Bits for each character. 32 random characters of base64 have 4.4 to 4.9; digests in hexadecimal have 4 at most, and
 * names in words stay below 4.2.
 */
const MIN_ENTROPY = 4.3;

/** One piece of letters, digits and the signs of base64, in which nothing is a word. */
function isRandom(value: string): boolean {
  const text = value.trim();
  if (text.length < SHORTEST || !/^[A-Za-z0-9+/_=-]+$/.test(text)) return false;
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return mixed && entropy(text) >= MIN_ENTROPY;
}

/** Shannon entropy in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
