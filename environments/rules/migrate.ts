/**
 * How long a migration may take, in seconds. A role that deploys is assumed for an hour, of which the deployment of the
 * service that follows may take 20 minutes.
 */
export const MIGRATE_SECONDS = { from: 30, to: 2400, normally: 600 } as const;

interface MigratedService {
  readonly migrate?: object;
  readonly networkMode?: string;
  readonly runsOn?: { readonly daemon: boolean };
  readonly volumes?: readonly { readonly name: string; readonly kind: string }[];
}

/** Where a task that runs once before the service moves can not run, or says nothing. */
export function migrateProblems(path: string, service: MigratedService): string[] {
  if (service.migrate === undefined) return [];
  const disks = (service.volumes ?? []).filter(({ kind }) => kind === "ebs");
  return [
    ...(service.runsOn?.daemon === true
      ? [
          `${path}.migrate must not be set for a daemon, which every new instance starts by itself, got a command; ` +
            "set it on a service",
        ]
      : []),
    ...(service.networkMode === "none"
      ? [
          `${path}.migrate must not be set with network mode "none", got a command; it could connect to no database`,
        ]
      : []),
    ...disks.map(
      ({ name }) =>
        `${path}.migrate must not be set beside volumes.${name}, got both; the service makes that EBS volume for each ` +
        "of its own tasks, and a migration gets none",
    ),
  ];
}
