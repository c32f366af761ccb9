export type Mutable = Record<string, unknown> | unknown[];

/** A place in an environment: the object or list, and the key or index there. */
export interface Place {
  readonly parent: Mutable;
  readonly key: string;
}

const isObject = (value: unknown): value is Mutable => typeof value === "object" && value !== null;

export const placesIn = (value: unknown): Place[] =>
  isObject(value)
    ? Object.keys(value).flatMap((key) => [
        { parent: value, key },
        ...placesIn((value as Record<string, unknown>)[key]),
      ])
    : [];
