import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildImage } from "./docker-build";
import type { LocalImage } from "./local-image";
import { PYTHON_VERSION } from "./pins";

const DOCKERFILE = `ARG DEBIAN_IMAGE
FROM \${DEBIAN_IMAGE}
RUN apt-get update && apt-get install -y python3 python3-venv && rm -rf /var/lib/apt/lists/*
CMD ["python3"]
`;

/** Debian's Python, in the place of the public `python:<version>-slim-trixie`. */
export function pythonImage(debian: string): LocalImage {
  return {
    repository: "slipway/python",
    version: PYTHON_VERSION,
    inputs: [DOCKERFILE, debian],
    async build(reference, update) {
      const context = await mkdtemp(path.join(tmpdir(), "slipway-python-"));
      try {
        await writeFile(path.join(context, "Dockerfile"), DOCKERFILE);
        await buildImage(reference, {
          context,
          files: ["Dockerfile"],
          args: { DEBIAN_IMAGE: debian },
          update,
        });
      } finally {
        await rm(context, { recursive: true, force: true });
      }
    },
  };
}
