/** Of an instance or a cluster; https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export const DATABASE_PORT = { from: 1150, to: 65_535 } as const;

/** Longest that automatic backups are kept; the same page. */
export const MAX_BACKUP_DAYS = 35;

/** GiB of gp3 for PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export const STORAGE_GIB = { from: 20, to: 65_536 } as const;

/**
 * Storage that may grow must have room for a tenth more.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
const leastRoom = (storageGiB: number): number => Math.ceil((storageGiB * 11) / 10);

/** What storage may grow to when the user does not say so; its own size where RDS has no room for growth. */
export const roomToGrow = (storageGiB: number): number =>
  leastRoom(storageGiB) <= STORAGE_GIB.to ? Math.min(2 * storageGiB, STORAGE_GIB.to) : storageGiB;

export function storageProblems(
  path: string,
  { storageGiB, maxStorageGiB }: { readonly storageGiB: number; readonly maxStorageGiB: number },
): string[] {
  const least = leastRoom(storageGiB);
  if (maxStorageGiB === storageGiB || maxStorageGiB >= least) return [];
  const growing = least <= STORAGE_GIB.to ? `, or at least ${least}` : "";
  return [
    `${path}.maxStorageGiB must be storageGiB (${storageGiB}) for storage that never grows${growing}, got ${maxStorageGiB}`,
  ];
}
