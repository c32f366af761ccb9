interface Share {
  readonly base: number;
  readonly weight: number;
}

/** ECS: a strategy needs a provider that can take tasks, and only one of its providers may have a base. */
export function capacityProblems(
  path: string,
  capacity: { readonly fargate?: Share; readonly fargateSpot?: Share },
): string[] {
  const shares = [capacity.fargate, capacity.fargateSpot].filter((share) => share !== undefined);
  const problems: string[] = [];
  if (!shares.some((share) => share.weight > 0)) {
    problems.push(`${path} must give fargate or fargateSpot a weight above 0, got none`);
  }
  if (shares.filter((share) => share.base > 0).length > 1) {
    problems.push(`${path} must have a base on one of fargate and fargateSpot, got a base on both`);
  }
  return problems;
}
