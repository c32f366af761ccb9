import type { SynthesisedStack } from "../deploy/plan/synthesised-stack";
import type { StateJson } from "../deploy/terraform/services-state";

/** Types of the docker provider, which asks its engine as soon as one of them is planned. */
const ofDocker = (address: string): boolean => address.startsWith("docker_");

/**
 * Options with which Terraform plans the images stack without a Docker engine: all but the images themselves. Their
 * tags stand for their content and are known without a build. Nothing for a stack that builds no image.
 */
export function dockerFreeOptions(stack: SynthesisedStack, state: StateJson): string[] {
  const written = Object.entries(stack.resource ?? {}).flatMap(([type, resources]) =>
    Object.keys(resources).map((name) => `${type}.${name}`),
  );
  // What is left only in the state would be destroyed.
  const known = (state.values?.root_module?.resources ?? []).flatMap(({ address, mode }) =>
    mode === "managed" && address !== undefined ? [address] : [],
  );
  const all = [...new Set([...written, ...known])].sort();
  return all.some(ofDocker)
    ? all.filter((address) => !ofDocker(address)).map((address) => `-target=${address}`)
    : [];
}
