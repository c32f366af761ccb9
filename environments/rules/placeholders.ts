/** The values that `${...}` in an environment variable can name. */
export type Placeholders = Readonly<
  Record<"project" | "environment" | "region" | "account" | "service", string>
>;

/** What the variables of one service can speak of. */
export const placeholdersOf = (
  { project, name, region, account }: Readonly<Record<"project" | "name" | "region" | "account", string>>,
  service: string,
): Placeholders => ({ project, environment: name, region, account, service });

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** Replaces `${name}` by its value; unknown names stay and are reported by {@link placeholderProblems}. */
export function fillPlaceholders(text: string, values: Placeholders): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof Placeholders] : whole,
  );
}

export function placeholderProblems(path: string, text: string, values: Placeholders): string[] {
  const unknown = [...text.matchAll(PLACEHOLDER)]
    .map(([, name]) => name ?? "")
    .filter((name) => !Object.hasOwn(values, name));
  return unknown.map(
    (name) => `${path} must use placeholders out of ${Object.keys(values).join(", ")}, got "\${${name}}"`,
  );
}
