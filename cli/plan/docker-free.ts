import type { SynthesisedStack } from "../deploy/plan/synthesised-stack";

/** Of the docker provider, which asks its engine as soon as one of them is planned. */
const ofDocker = (address: string): boolean => address.startsWith("docker_");
const isData = (address: string): boolean => address.startsWith("data.");

/**
 * Options with which Terraform plans the images stack without a Docker engine: all but the images themselves. Their
 * tags stand for their content and are known without a build. Nothing for a stack that builds no image.
 *
 * @param state addresses of what is there
 */
export function dockerFreeOptions(stack: SynthesisedStack, state: readonly string[]): string[] {
  const written = Object.entries(stack.resource ?? {}).flatMap(([type, resources]) =>
    Object.keys(resources).map((name) => `${type}.${name}`),
  );
  // What is in the state alone would be destroyed: that belongs into the plan.
  const all = [...new Set([...written, ...state.filter((address) => !isData(address))])].sort();
  return all.some(ofDocker)
    ? all.filter((address) => !ofDocker(address)).map((address) => `-target=${address}`)
    : [];
}
