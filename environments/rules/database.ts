import type { Database, DatabaseInput } from "../topics/database";
import { databaseNameProblems } from "./database-name";
import { storageProblems } from "./database-storage";
import { windowProblems } from "./maintenance-window";

/** The owner of every database; its password is made, kept and rotated by RDS. */
export const DATABASE_OWNER = "postgres";

/** Set here for every database: no connection without TLS. */
export const FORCE_TLS = "rds.force_ssl";

/** First minor version of each major one in which Aurora can pause: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
const PAUSES_FROM: Readonly<Record<string, number>> = { 15: 7, 16: 3 };

/**
 * What RDS would refuse, over databases whose single values are right.
 *
 * @param written the database as the user wrote it
 */
export function databaseProblems(
  database: Database,
  written: Pick<DatabaseInput, "database"> | undefined,
): string[] {
  const path = `databases.${database.name}`;
  return [
    ...databaseNameProblems(`${path}.database`, database.database, written?.database),
    ...windowProblems(path, database),
    ...(FORCE_TLS in database.parameters
      ? [
          `${path}.parameters.${FORCE_TLS} must not be set, got "${database.parameters[FORCE_TLS] ?? ""}"; it is always 1`,
        ]
      : []),
    ...(database.engine === "postgres" ? storageProblems(path, database) : capacityProblems(path, database)),
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
