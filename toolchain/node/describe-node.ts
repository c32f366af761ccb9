import { realpathSync } from "node:fs";
import path from "node:path";
import { cacheDirectory } from "../cache-entry";
import { findProgram } from "../programs";
import { run } from "../run";

/** Describes the Node.js that runs this: its version, and the origin of one that toolchain/node has provided. */
export async function describeNode(): Promise<string> {
  const version = process.versions.node;
  const bin = path.dirname(process.execPath);
  const folder = path.dirname(bin);
  if (!isInCache(folder)) return version;
  const others = (process.env.PATH ?? "").split(path.delimiter).filter((each) => each !== bin);
  const replaced = findProgram("node", { PATH: others.join(path.delimiter) });
  const origin = `${version} from ${folder}`;
  return replaced === undefined ? origin : `${origin}; node on PATH is ${await describeProgram(replaced)}`;
}

function isInCache(folder: string): boolean {
  try {
    return path.dirname(folder) === realpathSync(path.join(cacheDirectory(), "node"));
  } catch {
    return false;
  }
}

async function describeProgram(program: string): Promise<string> {
  const printed = await run(program, ["--version"], { doing: "reading the version of node" }).catch(
    () => undefined,
  );
  return printed === undefined ? `${program}, which fails` : `${printed.stdout.trim().slice(1)} (${program})`;
}
