import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { docker } from "../../toolchain/docker-client";
import type { Finished } from "../support/slipway";

export interface ContainerRun {
  readonly command: readonly string[];
  /** Folder of this machine -> folder of the container, which cannot write into it. */
  readonly folders: Readonly<Record<string, string>>;
  /** Folders that are empty and writable. */
  readonly emptyFolders?: readonly string[];
  /** @default the image's own */
  readonly workingFolder?: string;
}

/** Runs an image's program to its end, without a network, as this user: a folder of mkdtemp is readable by no one else. */
export async function runContainer(image: string, options: ContainerRun): Promise<Finished> {
  const { command, folders, emptyFolders = [], workingFolder } = options;
  const container = await docker().createContainer({
    Image: image,
    Cmd: [...command],
    User: `${process.getuid?.() ?? 0}`,
    ...(workingFolder !== undefined && { WorkingDir: workingFolder }),
    HostConfig: {
      Binds: Object.entries(folders).map(([from, to]) => `${from}:${to}:ro`),
      Tmpfs: Object.fromEntries(emptyFolders.map((folder) => [folder, ""])),
      NetworkMode: "none",
    },
  });
  try {
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const [out, err] = [new PassThrough(), new PassThrough()];
    docker().modem.demuxStream(stream, out, err);
    stream.once("end", () => [out, err].forEach((side) => side.end()));
    await container.start();
    const [stdout, stderr] = await Promise.all([text(out), text(err)]);
    const { StatusCode: code } = (await container.wait()) as { readonly StatusCode: number };
    return { code, stdout, stderr };
  } finally {
    await container.remove({ force: true });
  }
}
