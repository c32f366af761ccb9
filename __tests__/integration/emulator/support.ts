import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { detectNetwork } from "../../../toolchain/network";
import { silentProgress } from "../../../toolchain/progress";
import { ensureBaseImages, ensureEmulatorImage, type BuiltEmulator } from "../../../toolchain/images";
import { buildImage } from "../../../toolchain/images/docker-build";
import { docker } from "../../../toolchain/images/local-image";
import { NODE_VERSION } from "../../../toolchain/images/pins";

export const credentials = { accessKeyId: "test", secretAccessKey: "test" };
export const region = "us-east-1";

export async function emulatorImageFor(kind: BuiltEmulator): Promise<string> {
  return ensureEmulatorImage(kind, { network: await detectNetwork(), progress: silentProgress });
}

/** A web server that behaves as its variable MODE says. */
const SERVER = `
const mode = process.env.MODE ?? "ok";
console.log("mode " + mode);
if (mode === "crash") process.exit(7);
const health = mode === "unhealthy" ? 500 : 200;
const server = require("node:http").createServer((request, response) => {
  if (request.url === "/secret") return response.end(process.env.SECRET ?? "");
  if (request.url === "/health") return response.writeHead(health).end();
  setTimeout(() => response.end(process.env.VERSION ?? mode), 20);
});
setTimeout(() => server.listen(3000), mode === "slow" ? 2500 : 0);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

/** Builds an image from a Dockerfile and further files of a folder of their own. */
export async function buildFrom(
  dockerfile: string,
  reference: string,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const context = await mkdtemp(path.join(tmpdir(), "slipway-image-"));
  const all = { Dockerfile: dockerfile, ...files };
  try {
    for (const [file, content] of Object.entries(all)) await writeFile(path.join(context, file), content);
    await buildImage(reference, { context, files: Object.keys(all), args: {}, update: () => undefined });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** Builds the server and pushes it to the registry; gives its name there. */
export async function pushServer(registry: string, repository: string): Promise<string> {
  const reference = `${registry}/${repository}:v1`;
  const { NODE_IMAGE = `node:${NODE_VERSION}-trixie-slim` } = await ensureBaseImages({
    network: await detectNetwork(),
    progress: silentProgress,
  });
  const dockerfile = `FROM ${NODE_IMAGE}\nCOPY server.js /server.js\nCMD ["node", "/server.js"]\n`;
  await buildFrom(dockerfile, reference, { "server.js": SERVER });
  const engine = docker();
  const stream = await engine.getImage(reference).push({ authconfig: { username: "AWS", password: "any" } });
  await new Promise<void>((resolve, reject) => {
    engine.modem.followProgress(stream, (error: Error | null) =>
      error === null ? resolve() : reject(error),
    );
  });
  return reference;
}

/** Asks again until the answer is the wanted one; fails with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  seconds: number,
): Promise<T> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > limit) throw new Error(`not within ${seconds} s, last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
