import { buildFromTexts } from "./build-folder";
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
    build: (reference, update) =>
      buildFromTexts(reference, {
        files: { Dockerfile: DOCKERFILE },
        args: { DEBIAN_IMAGE: debian },
        update,
      }),
  };
}
