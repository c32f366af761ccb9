import { pushImage } from "../../../cli/build/push";
import { detectNetwork } from "../../../toolchain/network";
import { silentProgress } from "../../../toolchain/progress";
import { ensureBaseImages, ensureEmulatorImage, type BuiltEmulator } from "../../../toolchain/images";
import { buildFromTexts } from "../../../toolchain/images/build-folder";
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
let pending = 0;
const server = require("node:http").createServer((request, response) => {
  if (request.url === "/secret") return response.end(process.env.SECRET ?? "");
  if (request.url === "/health") return mode === "silent" || response.writeHead(health).end();
  if (request.url === "/pending") return response.end(String(pending));
  pending += 1;
  response.on("close", () => (pending -= 1));
  setTimeout(() => response.end(process.env.VERSION ?? mode), mode === "late" ? 3000 : 20);
});
setTimeout(() => server.listen(3000), mode === "slow" ? 2500 : 0);
process.on("SIGTERM", () => (mode === "late" ? process.exit(0) : server.close(() => process.exit(0))));
`;

/** Builds an image from a Dockerfile and further files of a folder of their own. */
export async function buildFrom(
  dockerfile: string,
  reference: string,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const all = { Dockerfile: dockerfile, ...files };
  await buildFromTexts(reference, { files: all, args: {}, update: () => undefined });
}

interface Pushed {
  readonly registry: string;
  readonly repositoryName: string;
  /** @default v1 */
  readonly tag?: string;
  /** JavaScript of the server. @default one that behaves as its variable MODE says */
  readonly server?: string;
  /** Further lines of the Dockerfile, before the server's own. @default none */
  readonly steps?: string;
  /** @default what an engine takes that looks at no password */
  readonly auth?: { readonly username: string; readonly password: string };
}

/** Builds a server and pushes it to the registry; gives its name there. */
export async function pushServer({
  registry,
  repositoryName,
  tag = "v1",
  server = SERVER,
  steps = "",
  auth = { username: "AWS", password: "any" },
}: Pushed): Promise<string> {
  const reference = `${registry}/${repositoryName}:${tag}`;
  const { NODE_IMAGE = `node:${NODE_VERSION}-trixie-slim` } = await ensureBaseImages({
    network: await detectNetwork(),
    progress: silentProgress,
  });
  const dockerfile = `FROM ${NODE_IMAGE}\n${steps}COPY server.js /server.js\nCMD ["node", "/server.js"]\n`;
  await buildFrom(dockerfile, reference, { "server.js": server });
  const image = { registry, repositoryName, tag, reference, path: repositoryName };
  await pushImage(image, { ...auth, serveraddress: registry }, () => undefined);
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
