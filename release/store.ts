import { RefusedError, shown } from "../environments/errors";
import type { Environment } from "../environments/model";
import { currentReleaseKey, releaseFolder, releaseKey } from "../environments/rules/release-key";
import type { ReleaseRecord } from "./record";
import { Denied, RecordBucket } from "./record-bucket";
import { parseRecord, recordText } from "./record-text";

/** Releases that end at the same moment change the copy in turns; each turn is one release less. */
const ATTEMPTS = 10;

/**
 * The releases of one environment, in its state bucket. An object for each number, which is written once and is the
 * truth; and a copy of the newest for Terraform, `current.json`, which never goes back to an older number.
 */
export class ReleaseStore {
  private readonly bucket: RecordBucket;

  constructor(private readonly environment: Environment) {
    this.bucket = new RecordBucket(environment);
  }

  close(): void {
    this.bucket.close();
  }

  /**
   * What runs now. Whoever wrote the newest record may have ended before the copy was written: it is then made good,
   * unless the caller may only read.
   */
  async current(): Promise<ReleaseRecord | undefined> {
    const newest = await this.newest();
    if (newest === undefined) return undefined;
    try {
      await this.copy(newest);
    } catch (error) {
      if (!(error instanceof Denied)) throw error;
    }
    return newest;
  }

  /** The newest first. */
  async list(most: number): Promise<ReleaseRecord[]> {
    const numbers = (await this.numbers()).slice(-most).reverse();
    const records = await Promise.all(numbers.map((number) => this.get(number)));
    return records.filter((record) => record !== undefined);
  }

  async get(number: number): Promise<ReleaseRecord | undefined> {
    const key = releaseKey(this.environment.state, number);
    const stored = await this.bucket.read(key);
    if (stored === undefined) return undefined;
    const { record, problem = misplaced(record, number) } = parseRecord(stored.text);
    if (problem === undefined) return record;
    throw new RefusedError(`read release ${number} of environment "${this.environment.name}"`, [
      `the record ${this.bucket.address(key)} must be as it was written, got ${problem}; the bucket keeps earlier versions of it: restore the first`,
    ]);
  }

  /** Two at once get two numbers. */
  async add(release: Omit<ReleaseRecord, "number">): Promise<ReleaseRecord> {
    const { problem } = parseRecord(recordText({ ...release, number: 1 }));
    if (problem !== undefined)
      throw new Error(`a release must be one that can be read again, got ${problem}`);
    let number = ((await this.numbers()).at(-1) ?? 0) + 1;
    for (;;) {
      const record = { ...release, number };
      if (await this.write(record)) {
        await this.copy((await this.newest()) ?? record);
        return record;
      }
      number += 1;
    }
  }

  /** @returns false when the number is another release's */
  private async write(record: ReleaseRecord): Promise<boolean> {
    const key = releaseKey(this.environment.state, record.number);
    const text = recordText(record);
    if (await this.bucket.write(key, text, { IfNoneMatch: "*" })) return true;
    // An answer that was lost on its way makes the SDK write again, and meet what it wrote.
    return (await this.bucket.read(key))?.text === text;
  }

  private async newest(): Promise<ReleaseRecord | undefined> {
    const number = (await this.numbers()).at(-1);
    return number === undefined ? undefined : this.get(number);
  }

  /** In their order. */
  private async numbers(): Promise<number[]> {
    const folder = releaseFolder(this.environment.state);
    const numbers = (await this.bucket.keys(folder)).flatMap((key) => {
      const digits = /^(\d{6,})\.json$/.exec(key.slice(folder.length))?.[1];
      return digits === undefined ? [] : [Number(digits)];
    });
    return numbers.sort((a, b) => a - b);
  }

  /** Puts a record where Terraform reads it, unless one that is as new is there. */
  private async copy(record: ReleaseRecord): Promise<void> {
    const key = currentReleaseKey(this.environment.state);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stored = await this.bucket.read(key);
      if (stored !== undefined && numberOf(stored.text) >= record.number) return;
      const condition = stored === undefined ? { IfNoneMatch: "*" } : { IfMatch: stored.etag };
      if (await this.bucket.write(key, recordText(record), condition)) return;
    }
    throw new RefusedError(`record release ${record.number} of environment "${this.environment.name}"`, [
      `${this.bucket.address(key)} must become the record of release ${record.number}, got another writer ${ATTEMPTS} times; see what runs with: npx slipway releases ${this.environment.name}`,
    ]);
  }
}

/** The releases of an environment, for as long as the work takes. */
export async function withReleases<T>(
  environment: Environment,
  work: (store: ReleaseStore) => Promise<T>,
): Promise<T> {
  const store = new ReleaseStore(environment);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** A copy that cannot be read counts as the oldest: nothing is lost with it. */
const numberOf = (text: string): number => parseRecord(text).record?.number ?? 0;

const misplaced = (record: ReleaseRecord | undefined, number: number): string | undefined =>
  record?.number === number ? undefined : `number ${shown(record?.number)} instead of ${number}`;
