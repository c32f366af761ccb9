/** Words in the name of a variable whose value is shown to nobody; rather one too many. */
const NAMES =
  /pass|pwd|secret|token|key|cred|auth|private|cert|salt|sign|pepper|seed|hash|cookie|session|dsn|conn|jwt|bearer|webhook|license|otp|pin$|_pin_|url$|uri$/i;

/**
 * What is a secret wherever it stands: a password in an address or behind its name (`-Dstore.password=`), a key block,
 * a key of AWS, a token, long random text.
 */
const VALUES = [
  /:\/\/[^\s@:]*:[^\s@]*@/,
  /(pass(word|wd|phrase)?|pwd|secret|token|api[-_]?key)["']?\s*[=:]/i,
  /-----BEGIN/,
  /\b(AKIA|ASIA)[A-Z0-9]{12,}/,
  /\beyJ[\w-]{8,}\./,
  /\b(sk|pk|rk|ghp|gho|ghs|glpat|xox[abp])[-_][\w-]{8,}/,
  /(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{32,}/,
];

/** Whether the value of a plain variable is better not shown: a review is read by more people than the account. */
export const isHidden = (name: string, value: string): boolean =>
  NAMES.test(name) || VALUES.some((pattern) => pattern.test(value));
