/** `8 ms`, `1.2 s`. */
export function latency(ms: number): string {
  return ms < 999.5 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** The two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`, `4 d 7 h`. */
export function duration(seconds: number): string {
  const units = [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
    ["s", 1],
  ] as const;
  const largest = units.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return "0 s";
  const [name, size] = units[largest] ?? units[3];
  const smaller = units[largest + 1];
  const rest = smaller === undefined ? 0 : Math.floor((seconds % size) / smaller[1]);
  const head = `${Math.floor(seconds / size)} ${name}`;
  return smaller === undefined || rest === 0 ? head : `${head} ${rest} ${smaller[0]}`;
}

/** Time of day in the reader's own way, with seconds. */
export function clockTime(date: Date): string {
  return date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** Long identifiers by their first characters: enough to tell tasks apart. */
export function short(id: string, length = 12): string {
  return id.length > length ? `${id.slice(0, length)}…` : id;
}
