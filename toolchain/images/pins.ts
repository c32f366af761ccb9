import nodePins from "../node/pins.json";

/** Debian release that local base images are made from; its Python is the one that LocalStack 4.14 needs. */
export const DEBIAN_SUITE = "trixie";

/** Python that this Debian release brings. */
export const PYTHON_VERSION = "3.13";

/** PostgreSQL that this Debian release brings. */
export const POSTGRES_VERSION = "17";

/** A package as npm publishes it; `integrity` is what npm calls so. */
export interface NpmPin {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** Node.js of the application images: on an open network `node:<version>-trixie-slim`, on a closed one built from these packages. */
export const NODE_VERSION = nodePins["linux-x64"].version;

/** The Node.js program itself for each architecture that we build on. */
export const NODE_PINS: Readonly<Record<"x64" | "arm64", NpmPin>> = {
  x64: nodePins["linux-x64"],
  arm64: nodePins["linux-arm64"],
};

/** The npm that goes with Node.js 22. */
export const NPM_PIN: NpmPin = {
  name: "npm",
  version: "10.9.9",
  integrity:
    "sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==",
};

/** Emulator that the local environment runs on; `emulator/ministack/requirements.txt` and its patch name the same version. */
export const MINISTACK_VERSION = "1.5.33";

/** The last free release of LocalStack. */
export const LOCALSTACK_VERSION = "4.14.0";

/** The licensed LocalStack, taken by name and version where a token is there. */
export const LOCALSTACK_LICENSED_IMAGE = "localstack/localstack-pro:4.14.0";

/** fakecloud as its makers publish it; `toolchain/cargo/pins.ts` has the crate of the same version. */
export const FAKECLOUD_IMAGE = "ghcr.io/faiscadev/fakecloud:0.51.0";

/** Judge of what is synthesised; `toolchain/checkov/requirements.txt` names the same version. */
export const CHECKOV_VERSION = "3.3.30";
