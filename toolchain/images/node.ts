import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { NotReadyError } from "../../environments/errors";
import { integrityProblem } from "../node/provide";
import { run } from "../run";
import { inBuildFolder } from "./build-folder";
import { buildImage } from "./docker-build";
import type { LocalImage } from "./local-image";
import { NODE_PINS, NODE_VERSION, NPM_PIN, type NpmPin } from "./pins";

/** User and group `node` have the ids of the public image, so that a Dockerfile works on both. */
const DOCKERFILE = `ARG DEBIAN_IMAGE
FROM \${DEBIAN_IMAGE} AS unpack
LABEL slipway.stage=unpack
ADD node.tgz /unpack/node/
ADD npm.tgz /unpack/npm/
RUN mkdir -p /out/bin /out/lib/node_modules \\
 && mv /unpack/node/package/bin/node /out/bin/node \\
 && mv /unpack/npm/package /out/lib/node_modules/npm \\
 && rm -rf /out/lib/node_modules/npm/man /out/lib/node_modules/npm/docs \\
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /out/bin/npm \\
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /out/bin/npx \\
 && chmod -R a+rX,go-w /out && chmod 755 /out/bin/node /out/lib/node_modules/npm/bin/*-cli.js

FROM \${DEBIAN_IMAGE}
ENV NODE_VERSION=${NODE_VERSION}
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
COPY --from=unpack /out/ /usr/local/
RUN node --version && npm --version
CMD ["node"]
`;

/** Node.js with npm, made from npm packages, in the place of the public `node:<version>-trixie-slim`. */
export function nodeImage(debian: string, architecture: string = process.arch): LocalImage {
  const node = nodePin(architecture);
  return {
    repository: "slipway/node",
    version: NODE_VERSION,
    inputs: [DOCKERFILE, debian, node.integrity, NPM_PIN.integrity],
    build: (reference, update) =>
      inBuildFolder(async (context) => {
        update(`fetching ${node.name} and npm`);
        await fetchPackage(node, context, "node.tgz");
        await fetchPackage(NPM_PIN, context, "npm.tgz");
        await writeFile(path.join(context, "Dockerfile"), DOCKERFILE);
        await buildImage(reference, {
          context,
          files: ["Dockerfile", "node.tgz", "npm.tgz"],
          args: { DEBIAN_IMAGE: debian },
          update,
        });
      }),
  };
}

/** @internal the package that holds Node.js for an architecture, as `process.arch` calls it */
export function nodePin(architecture: string): NpmPin {
  if (architecture === "x64" || architecture === "arm64") return NODE_PINS[architecture];
  throw new NotReadyError("this machine", [
    `its architecture must be x64 or arm64 to build base images, got ${architecture}`,
  ]);
}

async function fetchPackage(pin: NpmPin, folder: string, name: string): Promise<void> {
  const doing = `fetching ${pin.name} ${pin.version}`;
  const args = ["pack", `${pin.name}@${pin.version}`, "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { doing, cwd: folder });
  const packed = path.join(folder, path.basename(stdout.trim().split("\n").at(-1) ?? ""));
  checkIntegrity(pin, await readFile(packed));
  await rename(packed, path.join(folder, name));
}

/** @internal refuses a package whose content is not the pinned one */
export function checkIntegrity(pin: NpmPin, content: Buffer): void {
  const problem = integrityProblem(pin, content);
  if (problem !== undefined) throw new Error(problem);
}
