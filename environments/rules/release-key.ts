/** Where the state of an environment is, and the records of its releases with it. */
interface StatePlace {
  /** First part of the keys in the state bucket, without a slash at its end. */
  readonly prefix: string;
}

/** What the keys of the records of an environment's releases begin with. */
export const releaseFolder = ({ prefix }: StatePlace): string => `${prefix}/releases/`;

/** Key of the record of one release; the digits make the order of the keys that of the numbers. */
export const releaseKey = (state: StatePlace, number: number): string =>
  `${releaseFolder(state)}${String(number).padStart(6, "0")}.json`;

/** Key of a copy of the last record: what runs now. */
export const currentReleaseKey = (state: StatePlace): string => `${releaseFolder(state)}current.json`;
