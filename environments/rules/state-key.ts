interface WithState {
  readonly name: string;
  readonly state: { readonly bucket: string; readonly prefix: string };
}

/** Two environments must never write to one state. */
export function stateKeyProblems(environments: readonly WithState[]): string[] {
  return environments.flatMap(({ name, state }, index) => {
    const other = environments
      .slice(0, index)
      .find((earlier) => earlier.state.bucket === state.bucket && earlier.state.prefix === state.prefix);
    return other
      ? [
          `environment "${name}" must have a state bucket and prefix of its own, got "${state.bucket}/${state.prefix}", which environment "${other.name}" has too`,
        ]
      : [];
  });
}
