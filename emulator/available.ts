import type { Network } from "../toolchain/network";
import { LOCALSTACK_LICENSED_IMAGE } from "../toolchain/images/pins";
import type { EmulatorKind } from "./engine";

/** What a machine has, as far as emulators ask for it. */
export interface Means {
  readonly network: Network;
  /** Whether LOCALSTACK_AUTH_TOKEN is set. */
  readonly token: boolean;
  /** Whether the engine has the licensed LocalStack's image already. */
  readonly licensedImage: boolean;
  /** fakecloud's program: there, to be built, or not to be had and why. */
  readonly fakecloud: "built" | "to build" | { readonly problem: string };
  /** Whether a build of half an hour is welcome. */
  readonly build: boolean;
}

/** Why an emulator cannot be had on a machine; `undefined` where it can. */
export function unavailable(kind: EmulatorKind, means: Means): string | undefined {
  if (kind === "fakecloud") return withoutFakecloud(means);
  if (kind !== "localstack-licensed") return undefined;
  if (!means.token) return "it needs a licence, and LOCALSTACK_AUTH_TOKEN is not set";
  if (means.network === "open" || means.licensedImage) return undefined;
  return `the Docker engine has no image ${LOCALSTACK_LICENSED_IMAGE}, and this network does not reach its registry`;
}

function withoutFakecloud({ network, fakecloud, build }: Means): string | undefined {
  if (network === "open" || fakecloud === "built") return undefined;
  if (typeof fakecloud === "object") return fakecloud.problem;
  if (build) return undefined;
  return "this network does not reach its image's registry, and its program is not built yet, which takes half an hour; npm run test:engines -- --build";
}
