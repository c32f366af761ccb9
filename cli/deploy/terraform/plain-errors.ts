const HEAD = /^(Error|Warning): /;

/** The errors among lines that Terraform printed without colours: each from `Error: ` to the next finding. */
export function plainErrors(lines: readonly string[]): string[] {
  const errors: string[][] = [];
  let current: string[] | undefined;
  for (const line of lines) {
    if (HEAD.test(line)) {
      current = line.startsWith("Error: ") ? [] : undefined;
      if (current) errors.push(current);
    }
    current?.push(line.trimEnd());
  }
  return errors.map((error) => error.join("\n").trim());
}
