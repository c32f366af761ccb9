import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { NotReadyError } from "../../environments/errors";
import { cacheDirectory } from "../cache";
import { findProgram } from "../programs";
import { run } from "../run";
import { CERTIFICATES, CERTIFICATE_VARIABLES, hostCertificates } from "./certificates";
import { follow } from "./follow";
import { docker } from "../docker-client";
import type { LocalImage } from "./local-image";
import { DEBIAN_SUITE } from "./pins";

/** Documentation and caches that an image does not need. */
const LEFT_OUT = [
  "./dev/*",
  "./usr/share/doc/*",
  "./usr/share/info/*",
  "./usr/share/locale/*",
  "./usr/share/man/*",
  "./var/cache/apt/*",
  "./var/lib/apt/lists/*",
  "./var/log/*",
];

/** Keeps later `apt-get install` in builds on top of the image small, as the public slim images do. */
const SETTINGS: Readonly<Record<string, string>> = {
  "etc/dpkg/dpkg.cfg.d/slim": LEFT_OUT.filter((pattern) => pattern.startsWith("./usr"))
    .map((pattern) => `path-exclude ${pattern.slice(1)}\n`)
    .join(""),
  "etc/apt/apt.conf.d/slim": [
    'APT::Install-Recommends "false";',
    'Acquire::Languages "none";',
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n',
  ].join("\n"),
};
/** No service may start in a build. */
const POLICY = { file: "usr/sbin/policy-rc.d", content: "#!/bin/sh\nexit 101\n" };

export interface DebianOptions {
  /** Whether missing programs may be installed with apt-get. */
  readonly install: boolean;
}

/** A small Debian with this machine's certificate authorities, made from Debian packages alone. */
export function debianImage(options: DebianOptions): LocalImage {
  const certificates = hostCertificates();
  const description = JSON.stringify([DEBIAN_SUITE, LEFT_OUT, SETTINGS, POLICY, importChanges()]);
  return {
    repository: "slipway/debian",
    version: DEBIAN_SUITE,
    inputs: [description, certificates],
    build: (reference, update) => build(reference, certificates, options, update),
  };
}

async function build(
  reference: string,
  certificates: Buffer,
  options: DebianOptions,
  update: (detail: string) => void,
): Promise<void> {
  const debootstrap = await findDebootstrap(options, update);
  // One name: image builds hold a lock, so whatever is here was left by a run that was interrupted.
  const folder = path.join(cacheDirectory(), "debian-root");
  await removeTree(folder);
  await mkdir(folder, { recursive: true });
  const root = path.join(folder, "root");
  const archive = path.join(folder, "root.tar");
  try {
    await run(debootstrap, ["--variant=minbase", "--include=ca-certificates", DEBIAN_SUITE, root], {
      doing: "making a Debian base image",
      onLine: (line) => update(line.replace(/^[IW]: /, "")),
    });
    await configure(root, certificates);
    update("importing");
    await run(
      "tar",
      ["-C", root, ...LEFT_OUT.map((pattern) => `--exclude=${pattern}`), "-cf", archive, "."],
      {
        doing: "packing the Debian base image",
      },
    );
    await importArchive(archive, reference);
  } finally {
    await removeTree(folder);
  }
}

async function configure(root: string, certificates: Buffer): Promise<void> {
  await writeFile(path.join(root, CERTIFICATES), certificates);
  for (const [file, content] of Object.entries(SETTINGS)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  }
  await writeFile(path.join(root, POLICY.file), POLICY.content);
  await chmod(path.join(root, POLICY.file), 0o755);
  const sources = path.join(root, "etc/apt/sources.list");
  await writeFile(sources, withSecurityUpdates(await readFile(sources, "utf8")));
}

/** @internal adds the suite's security updates, which the mirror offers in a sibling folder */
export function withSecurityUpdates(sources: string): string {
  const [, mirror] = /^deb (\S+?)\/? /m.exec(sources) ?? [];
  if (mirror?.endsWith("/debian") !== true) return sources;
  return `${sources.trimEnd()}\ndeb ${mirror}-security ${DEBIAN_SUITE}-security main\n`;
}

function importChanges(): string[] {
  return [...CERTIFICATE_VARIABLES.map((name) => `ENV ${name}=${CERTIFICATES}`), 'CMD ["/bin/bash"]'];
}

async function importArchive(archive: string, reference: string): Promise<void> {
  const separator = reference.lastIndexOf(":");
  const stream = await docker().importImage(archive, {
    repo: reference.slice(0, separator),
    tag: reference.slice(separator + 1),
    changes: importChanges(),
  });
  const refusal = await follow(stream);
  if (refusal !== undefined) throw new Error(`importing the image ${reference} failed: ${refusal}`);
}

async function findDebootstrap(options: DebianOptions, update: (detail: string) => void): Promise<string> {
  const found = findDebootstrapNow();
  const isRoot = process.getuid?.() === 0;
  if (found !== undefined && isRoot) return found;
  if (isRoot && options.install && findProgram("apt-get") !== undefined) {
    update("installing debootstrap");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const doing = "installing debootstrap";
    await run("apt-get", ["update", "-qq"], { doing, env });
    const packages = ["debootstrap", "debian-archive-keyring"];
    await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { doing, env });
    const installed = findDebootstrapNow();
    if (installed !== undefined) return installed;
  }
  throw new NotReadyError("this machine", [
    isRoot
      ? "debootstrap must be installed, because no image registry answers and base images are made from Debian packages, got nothing; apt-get install debootstrap debian-archive-keyring"
      : `base images must be made as root, because no image registry answers and debootstrap needs root, got user id ${process.getuid?.() ?? "unknown"}; run this once with sudo, the images stay in the engine`,
  ]);
}

function findDebootstrapNow(): string | undefined {
  return findProgram("debootstrap") ?? findProgram("/usr/sbin/debootstrap");
}

/** debootstrap that was killed leaves mounts below its folder, which must go first. */
async function removeTree(folder: string): Promise<void> {
  const mounts = (await readFile("/proc/mounts", "utf8").catch(() => ""))
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((point) => point.startsWith(`${folder}/`));
  for (const point of mounts.reverse()) await run("umount", ["-l", point], { doing: `unmounting ${point}` });
  await rm(folder, { recursive: true, force: true });
}
