import { z } from "zod";
import { dotted } from "../environments/paths";
import type { ReleaseRecord } from "./record";

const image = z.object({
  image: z.string().regex(/^[^@\s]+@sha256:[0-9a-f]{64}$/, "must end with @sha256: and 64 hex digits"),
  tag: z.string().min(1).optional(),
  commit: z.string().min(1).optional(),
  version: z.string().min(1).optional(),
});

const counted = z.number().int().min(1);

const schema = z.object({
  number: counted,
  at: z.iso.datetime(),
  by: z.string().min(1),
  reason: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("deploy") }),
    z.object({ kind: z.literal("promote"), from: z.string().min(1), release: counted }),
    z.object({ kind: z.literal("rollback"), to: counted }),
  ]),
  images: z.record(z.string().min(1), image),
});

/** What stands in the bucket: for people too, and the same for the same record. */
export function recordText({ number, at, by, reason, images }: ReleaseRecord): string {
  const sorted = Object.fromEntries(Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ number, at, by, reason, images: sorted }, null, 2)}\n`;
}

/** A record that was read; or what is wrong with it, for one message. Further keys are a later version's. */
type Parsed =
  | { readonly record: ReleaseRecord; readonly problem?: undefined }
  | { readonly record?: undefined; readonly problem: string };

export function parseRecord(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "no JSON" };
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return { record: data };
  return {
    problem: error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${dotted(path)}: ${message}`))
      .join("; "),
  };
}
