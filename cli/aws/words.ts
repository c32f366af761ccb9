/** What the operating system calls its errors (`ECONNREFUSED`); those of Node.js itself begin with `ERR_`. */
const SYSTEM = /^E(?!RR_)[A-Z_]+$/;

/** What AWS or the way to it refuses is nobody's bug here: its own words. `undefined` for anything else. */
export function awsWords(error: Error & { readonly code?: unknown }): string | undefined {
  if (error.name === "CredentialsProviderError") {
    return "AWS credentials must be in the process, got none; set AWS_PROFILE, or sign in";
  }
  if ("$fault" in error) return `AWS answered ${error.name}: ${error.message}`;
  const { code } = error;
  return typeof code === "string" && SYSTEM.test(code)
    ? `AWS was not reached, ${code}: ${error.message}`
    : undefined;
}

/** What AWS says in more than one place, for example a code and a reason; `undefined` when it says nothing. */
export function joinedWords(...words: readonly (string | undefined)[]): string | undefined {
  const said = words.filter((each) => each !== undefined && each !== "");
  return said.length === 0 ? undefined : said.join(": ");
}

/** For a question that must not end what goes on: any error in one line. */
export const anyWords = (error: Error): string => awsWords(error) ?? `${error.name}: ${error.message}`;
