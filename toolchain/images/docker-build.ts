import { ImageBuildError } from "./errors";
import { follow, type EngineEvent } from "./follow";
import { docker } from "../docker-client";

export interface BuildOptions {
  /** Folder that holds the Dockerfile and what it copies. */
  readonly context: string;
  /** Files and folders of the context that the engine gets. */
  readonly files: readonly string[];
  readonly args: Readonly<Record<string, string>>;
  readonly update: (detail: string) => void;
}

const SHOWN_LINES = 20;
/** A line of pip may be very long. */
const SHOWN_WIDTH = 72;
/** Settings of this machine that reach a build; Docker leaves proxies out of an image's history, our Dockerfiles the rest. */
const FORWARDED = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "PIP_INDEX_URL",
  "PIP_EXTRA_INDEX_URL",
] as const;

/**
 * Builds an image through the engine's own builder, which every engine has (BuildKit needs a plugin that
 * Debian's Docker package lacks).
 */
export async function buildImage(reference: string, options: BuildOptions): Promise<void> {
  const stream = await docker().buildImage(
    { context: options.context, src: [...options.files] },
    { t: reference, buildargs: { ...forwardedArgs(), ...options.args }, rm: true, forcerm: true },
  );
  const output: string[] = [];
  const onEvent = ({ stream: text = "" }: EngineEvent): void => {
    for (const line of text.split("\n").map((each) => each.trim())) {
      if (line === "" || line.startsWith("--->")) continue;
      output.push(line);
      if (output.length > SHOWN_LINES) output.shift();
      options.update(line.slice(0, SHOWN_WIDTH));
    }
  };
  const reason = await follow(stream, onEvent).catch((error: unknown) => (error as Error).message);
  if (reason !== undefined) throw new ImageBuildError(reference, reason, output);
}

/** @internal the build arguments that stand for this machine's network settings */
export function forwardedArgs(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const entries = FORWARDED.map((name) => [name, env[name]] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [(typeof FORWARDED)[number], string] => (entry[1] ?? "") !== ""),
  );
}
