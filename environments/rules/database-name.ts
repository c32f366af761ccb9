/** Databases that every PostgreSQL of RDS has. */
const TAKEN = ["postgres", "rdsadmin", "template0", "template1"];

/** Reserved words of PostgreSQL, https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
const RESERVED =
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
  current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct
  do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit
  localtime localtimestamp not null offset on only or order placing primary references returning select session_user some
  symmetric system_user table then to trailing true union unique user using variadic when where window with`.split(
    /\s+/,
  );

/**
 * RDS makes no database with a name that PostgreSQL itself reserves.
 *
 * @param written the name as the user wrote it; absent: it follows from the name of the instance
 */
export function databaseNameProblems(path: string, name: string, written: string | undefined): string[] {
  const lower = name.toLowerCase();
  if (!TAKEN.includes(lower) && !RESERVED.includes(lower)) return [];
  if (written === undefined)
    return [
      `${path} must be set where the name ("${name}") is a word that PostgreSQL reserves, got nothing; choose another name for the database`,
    ];
  return [`${path} must not be a word that PostgreSQL reserves, got "${name}"; choose another name`];
}
