/**
 * JSON text that depends on the value alone: keys sorted by code unit, no spaces, arrays in their own order,
 * `undefined` dropped from objects and arrays. The same document always gives the same bytes, so a policy or a
 * container definition never shows up in a plan because somebody wrote its keys in another order.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value
      .filter((item) => item !== undefined)
      .map(canonicalJson)
      .join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`${typeof value} has no JSON form`);
  return text;
}
