import type { Environment } from "../model";
import { repositoryOf } from "../topics/containers";
import type { Database } from "../topics/database";

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
  problems.push(...(environment.databases ?? []).flatMap(databaseProtectionProblems));
  for (const service of environment.services) {
    const { name } = service;
    const repository = repositoryOf(service);
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

/** A mistake may be noticed a week later. */
const MIN_BACKUP_DAYS = 7;

function databaseProtectionProblems(database: Database): string[] {
  const path = `databases.${database.name}`;
  return [
    ...(["deletionProtection", "finalSnapshot"] as const)
      .filter((property) => !database[property])
      .map((property) => `${path}.${property} must be true in a protected environment, got false`),
    ...(database.backupDays < MIN_BACKUP_DAYS
      ? [
          `${path}.backupDays must be at least ${MIN_BACKUP_DAYS} in a protected environment, got ${database.backupDays}`,
        ]
      : []),
  ];
}
