/** What is another value in each run: made by the emulator, by git, or by the machine's base image. */
const CHANGING: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["tag", /(?<=src-)[0-9a-f]{20}/g],
  ["digest", /(?<=sha256:)[0-9a-f]{12,64}/g],
  ["commit", /(?<=commit )[0-9a-f]{12,40}/g],
  ["vpc", /vpc-[0-9a-f]{8,17}/g],
  ["group", /sg-[0-9a-f]{8,17}/g],
  ["database secret", /rds!db-[0-9a-f-]{36}-[0-9A-Za-z]{6}/g],
  ["database address", /(?<=")[\w.-]+\.docker\.internal|(?<=PGHOST.{0,30}")[\w.-]+(?=")/g],
];

/** The text with names in the place of these values: the same value, the same name. */
export function stable(text: string): string {
  return CHANGING.reduce((result, [name, pattern]) => {
    const known = new Map<string, string>();
    return result.replace(pattern, (value) => {
      const given = known.get(value) ?? `<${name} ${known.size + 1}>`;
      known.set(value, given);
      return given;
    });
  }, text);
}
