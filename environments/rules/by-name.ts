/** What a record holds in the order of its names, so that the order in which somebody wrote it changes nothing. */
export const byName = <T>(record: Readonly<Record<string, T>>): [name: string, value: T][] =>
  Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
