import type { Environment } from "../model";

/** What a protected environment refuses: anything that lets data or a released image go. */
export function protectionProblems(environment: Environment): string[] {
  if (!environment.protected) return [];
  const problems: string[] = [];
  if (environment.emulator) {
    return ["protected must not be set with an emulator, got true; an emulator keeps nothing"];
  }
  if (environment.loadBalancer?.deletionProtection === false) {
    problems.push("loadBalancer.deletionProtection must be true in a protected environment, got false");
  }
  for (const { name, repository } of environment.services) {
    if (repository?.mutable) {
      problems.push(`services.${name}.repository.mutable must be false in a protected environment, got true`);
    }
    if (repository?.forceDelete) {
      problems.push(
        `services.${name}.repository.forceDelete must be false in a protected environment, got true`,
      );
    }
  }
  return problems;
}
