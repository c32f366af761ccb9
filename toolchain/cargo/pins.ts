/** A program that is built from its crate where its container image cannot be had. */
export interface CratePin {
  readonly name: string;
  readonly version: string;
  /** sha256 in hex of the crate as crates.io has it; the Cargo.lock inside pins everything else. */
  readonly sha256: string;
  readonly features: readonly string[];
  /** Oldest compiler that its dependencies accept. */
  readonly rust: string;
}

/**
 * A local AWS with health probes, scaling and registry passwords. AGPL-3.0: it runs as a program of its own, nothing of
 * it is linked into this project or distributed with it.
 */
export const FAKECLOUD: CratePin = {
  name: "fakecloud",
  version: "0.51.0",
  sha256: "813ea7a66db0e76cdd7af2f6b10ef33929d94a1887b6f7f66f845b3ab28dc4b4",
  // OpenSSL inside the program: it then runs on any Linux that has a C library of the same age.
  features: ["vendored-openssl"],
  rust: "1.89.0",
};
