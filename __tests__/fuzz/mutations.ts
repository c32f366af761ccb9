import fc from "fast-check";
import { hostile, hostileKey } from "./hostile-values";
import { placesIn, type Mutable, type Place } from "./places";

/** Own data properties, so that `__proto__` is a key like any other. */
const set = (parent: Mutable, key: string, value: unknown): unknown =>
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });

/** One mistake at a place; `others` are all places. */
type Mistake = (place: Place, others: readonly Place[]) => void;

const mistake: fc.Arbitrary<Mistake> = fc.oneof(
  {
    weight: 6,
    arbitrary: hostile.map<Mistake>(
      (value) =>
        ({ parent, key }) =>
          void set(parent, key, value),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Mistake>(({ parent, key }) => Reflect.deleteProperty(parent, key)) },
  {
    weight: 2,
    arbitrary: hostileKey.map<Mistake>((name) => ({ parent, key }) => {
      const value = (parent as Record<string, unknown>)[key];
      Reflect.deleteProperty(parent, key);
      set(parent, name, value);
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(hostileKey, hostile).map<Mistake>(
      ([name, value]) =>
        ({ parent }) =>
          void set(parent, name, value),
    ),
  },
  {
    weight: 2,
    // A second entry of a record; one property too many of another object.
    arbitrary: fc.constant<Mistake>(
      ({ parent, key }) => void set(parent, `${key}x`, (parent as Record<string, unknown>)[key]),
    ),
  },
  {
    weight: 3,
    // A right value in the wrong place, also one that holds this place.
    arbitrary: fc.nat().map<Mistake>((at) => ({ parent, key }, others) => {
      const other = others[at % others.length];
      if (other) set(parent, key, (other.parent as Record<string, unknown>)[other.key]);
    }),
  },
);

/** Copies an environment, with no mistake in half of the cases and up to three in the others. */
export const mutations: fc.Arbitrary<(input: object) => unknown> = fc
  .oneof(fc.constant([]), fc.array(fc.tuple(fc.nat(), mistake), { minLength: 1, maxLength: 3 }))
  .map((mistakes) => (input: object) => {
    const copy = structuredClone(input) as Record<string, unknown>;
    const places = placesIn(copy);
    for (const [at, change] of mistakes) {
      const place = places[at % places.length];
      if (place) change(place, places);
    }
    return copy;
  });
