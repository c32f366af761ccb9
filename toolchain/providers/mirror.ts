import { copyFile, link, mkdir } from "node:fs/promises";
import path from "node:path";
import { cached } from "../cache";
import { findGo } from "../go";
import { contentKey } from "../keys";
import type { Progress } from "../progress";
import { ensureAwsProvider, ensureDockerProvider, type BuiltProvider } from "./build";
import { AWS_PROVIDER, REGISTRY_HOSTS } from "./pins";

/** A folder that Terraform and OpenTofu take both providers from, built where it is not there yet. */
export async function ensureProviderMirror(root: string, progress: Progress): Promise<string> {
  const go = await findGo(AWS_PROVIDER.pins);
  const built = await allOf([ensureDockerProvider(progress), ensureAwsProvider(root, progress)]);
  const platform = `${go.os}_${go.arch}`;
  const key = contentKey([platform, ...built.map((provider) => provider.key)]);
  const { folder } = await cached("provider-mirror", key, (target) => fillMirror(target, platform, built));
  const versions = built.map(({ pin }) => `${pin.name} ${pin.version}`).join(" and ");
  const how = built.some(({ entry }) => entry.fresh) ? "built" : "already built";
  progress.say("providers", `${versions}, ${how}, in ${folder}`);
  return folder;
}

/** @internal `<host>/<namespace>/<type>/<version>/<platform>/<binary>`, the layout of an unpacked mirror */
export async function fillMirror(
  folder: string,
  platform: string,
  built: readonly BuiltProvider[],
): Promise<void> {
  for (const { pin, entry } of built) {
    // Neither Terraform nor OpenTofu follows a link in place of a host's folder.
    for (const host of Object.values(REGISTRY_HOSTS)) {
      const target = path.join(folder, host, pin.source, pin.version, platform);
      await mkdir(target, { recursive: true });
      const from = path.join(entry.folder, pin.binary);
      const to = path.join(target, pin.binary);
      await link(from, to).catch(() => copyFile(from, to));
    }
  }
}

/** Waits for all, then throws the first failure: nothing goes on behind an error message. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
