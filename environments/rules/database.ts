import type { Database } from "../topics/database";
import { databaseNameProblems } from "./database-name";
import { windowProblems } from "./maintenance-window";

/** The owner of every database; its password is made, kept and rotated by RDS. */
export const DATABASE_OWNER = "postgres";

/** Set here for every database: no connection without TLS. */
export const FORCE_TLS = "rds.force_ssl";

/** First minor version of each major one in which Aurora can pause: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
const PAUSES_FROM: Readonly<Record<string, number>> = { 15: 7, 16: 3 };

/** What RDS would refuse, over databases whose single values are right. */
export function databaseProblems(database: Database): string[] {
  const path = `databases.${database.name}`;
  return [
    ...databaseNameProblems(`${path}.database`, database.database),
    ...windowProblems(path, database),
    ...(FORCE_TLS in database.parameters
      ? [
          `${path}.parameters.${FORCE_TLS} must not be set, got "${database.parameters[FORCE_TLS] ?? ""}"; it is always 1`,
        ]
      : []),
    ...(database.engine === "postgres" ? storageProblems(path, database) : capacityProblems(path, database)),
  ];
}

function storageProblems(
  path: string,
  { storageGiB, maxStorageGiB }: { readonly storageGiB: number; readonly maxStorageGiB: number },
): string[] {
  const least = Math.ceil((storageGiB * 11) / 10);
  if (maxStorageGiB === storageGiB || maxStorageGiB >= least) return [];
  return [
    `${path}.maxStorageGiB must be storageGiB (${storageGiB}) for storage that never grows, or at least ${least}, got ${maxStorageGiB}`,
  ];
}

function capacityProblems(
  path: string,
  {
    version,
    capacity,
  }: {
    readonly version: string;
    readonly capacity: {
      readonly minAcu: number;
      readonly maxAcu: number;
      readonly pauseAfterMinutes?: number;
    };
  },
): string[] {
  const { minAcu, maxAcu, pauseAfterMinutes } = capacity;
  const [major = "", minor] = version.split(".");
  const first = PAUSES_FROM[major];
  const problems: string[] = [];
  if (maxAcu < minAcu) {
    problems.push(`${path}.capacity.maxAcu must be at least minAcu (${minAcu}), got ${maxAcu}`);
  }
  if (minAcu > 0 && pauseAfterMinutes !== undefined) {
    problems.push(
      `${path}.capacity.pauseAfterMinutes must not be set unless minAcu is 0, got ${pauseAfterMinutes}; a cluster pauses only when it may scale to 0`,
    );
  }
  if (minAcu === 0 && first !== undefined && minor !== undefined && Number(minor) < first) {
    problems.push(
      `${path}.capacity.minAcu must be above 0 for version ${version}, got 0; Aurora PostgreSQL pauses from ${major}.${first}`,
    );
  }
  return problems;
}
