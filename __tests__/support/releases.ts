import type { ReleasedImage, ReleaseRecord } from "../../release/record";
import { recordText } from "../../release/record-text";
import type { FakeBucket } from "./fake-bucket";

/** `sha256:` and 64 times the digit. */
export const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** An image of a repository in the local registry, told from others by one digit. */
export const released = (repository: string, digit: string): ReleasedImage => ({
  image: `127.0.0.1:4566/${repository}@${digest(digit)}`,
  tag: `src-${digit}`,
});

/** Puts releases 1, 2, ... of an environment into the bucket. */
export function recordReleases(
  bucket: FakeBucket,
  prefix: string,
  releases: readonly Pick<ReleaseRecord, "images">[],
): ReleaseRecord[] {
  const records = releases.map((release, index) => ({
    number: index + 1,
    at: `2026-01-02T03:04:0${index}.000Z`,
    by: "ada@engine",
    reason: { kind: "deploy" as const },
    ...release,
  }));
  for (const record of records) {
    const text = recordText(record);
    bucket.objects.set(`${prefix}/releases/${String(record.number).padStart(6, "0")}.json`, { text });
    bucket.objects.set(`${prefix}/releases/current.json`, { text });
  }
  return records;
}
