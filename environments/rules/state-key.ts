import { releaseFolder } from "./release-key";

interface WithState {
  readonly name: string;
  readonly state: { readonly bucket: string; readonly prefix: string };
}

/** Two environments must never write to one state, nor one to a state by the rights on the records of another. */
export function stateKeyProblems(environments: readonly WithState[]): string[] {
  return environments.flatMap(({ name, state }, index) => {
    const sharing = environments.filter((each) => each.name !== name && each.state.bucket === state.bucket);
    const same = sharing.find(
      (each) => environments.indexOf(each) < index && each.state.prefix === state.prefix,
    );
    const around = sharing.find((each) => `${state.prefix}/`.startsWith(releaseFolder(each.state)));
    return [
      ...(same
        ? [
            `environment "${name}" must have a state bucket and prefix of its own, got "${state.bucket}/${state.prefix}", which environment "${same.name}" has too`,
          ]
        : []),
      ...(around
        ? [
            `environment "${name}" must have a state prefix outside of "${releaseFolder(around.state)}", got "${state.prefix}"; environment "${around.name}" records its releases there`,
          ]
        : []),
    ];
  });
}

/** Rights on a bucket that a stack makes must never be rights on states. */
export function stateBucketProblems(
  environments: readonly WithState[],
  made: readonly { readonly environment: string; readonly bucket: string }[],
): string[] {
  return environments.flatMap(({ name, state }) =>
    made
      .filter(({ bucket }) => bucket === state.bucket)
      .map(
        ({ bucket, environment }) =>
          `environment "${name}" must have a state bucket that no stack makes, got "${bucket}", which the stacks of environment "${environment}" make`,
      ),
  );
}
