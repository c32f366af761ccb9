import { plainWord } from "../other-words";
import { nearest } from "../problems";

const ZONE_WORD = "(?:[A-Z][a-z]*(?:[A-Z][a-z]+)*|[A-Z]{2,3}|of|es|au)";
/** Words in upper case at their beginning, `NSW`, and offsets such as `GMT+0`. */
const OTHER_NAME = new RegExp(`^${ZONE_WORD}(?:/${ZONE_WORD}(?:[_-]${ZONE_WORD})*(?:[+-]?\\d+)?)+$`);

/** A name of the time zone database, in its spelling, as the machine that synthesises knows it. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== "string" || !/^(UTC|[A-Z][A-Za-z]+(\/[A-Za-z0-9_+-]+)+)$/.test(value)) return false;
  const known = resolvedZone(value);
  if (known === undefined) return false;
  // Another name for the same zone, such as Asia/Kolkata: only its form can be checked.
  return known.toLowerCase() === value.toLowerCase() ? known === value : OTHER_NAME.test(value);
}

interface KnownZones {
  readonly names: readonly string[];
  /** By their plain words, with and without the continent. */
  readonly byWord: ReadonlyMap<string, string>;
}

/** Read once, as an environment can have thousands of schedules. */
let known: KnownZones | undefined;

function knownZones(): KnownZones {
  if (known !== undefined) return known;
  const names = Intl.supportedValuesOf("timeZone");
  const words = names.flatMap((zone) =>
    [zone, zone.replace(/^.*\//, "")].map((word) => [plainWord(word), zone] as const),
  );
  // Of several zones with one word, the first remains.
  return (known = { names, byWord: new Map(words.reverse()) });
}

/** The zone that was probably meant, in the spelling of the database, which AWS compares with case. */
export function nearestTimeZone(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const candidates = [
    () => resolvedZone(value),
    () => zoneOfOffset(value),
    () => knownZones().byWord.get(plainWord(value)),
    () => nearest(value, knownZones().names),
  ];
  for (const candidate of candidates) {
    const zone = candidate();
    if (isTimeZone(zone)) return zone;
  }
  return undefined;
}

/**
 * `Etc/GMT-2` for `+02:00`: POSIX counts to the west. Only whole hours have such a name.
 * Source: https://data.iana.org/time-zones/tzdb/etcetera
 */
function zoneOfOffset(value: string): string | undefined {
  const [, sign, hours, minutes = "00"] = /^(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(value) ?? [];
  if (sign === undefined || minutes !== "00") return undefined;
  return Number(hours) === 0 ? "UTC" : `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}`;
}

function resolvedZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
