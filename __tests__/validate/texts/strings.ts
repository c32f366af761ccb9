interface Document {
  readonly resource?: unknown;
  readonly data?: unknown;
}

/** The texts of a synthesised document that Terraform evaluates: all but comments and the names of resources. */
export function evaluatedStrings(document: unknown): string[] {
  const { resource = {}, data = {}, ...rest } = document as Document & object;
  const blocks = [resource, data].flatMap((byType) =>
    Object.values(byType as object).flatMap((byName: object) => Object.values(byName) as unknown[]),
  );
  return stringsIn([rest, blocks]);
}

/** All texts in plain data, keys included. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  // Terraform's own name for a comment.
  return Object.entries(value).flatMap(([key, each]) => (key === "//" ? [] : [key, ...stringsIn(each)]));
}

/** A text, or the texts in the JSON document that it is, all the way down. */
export function unpacked(text: string): string[] {
  if (!/^[[{]/.test(text)) return [text];
  try {
    return stringsIn(JSON.parse(text)).flatMap(unpacked);
  } catch {
    return [text];
  }
}
