import * as text from "../rules/text";
import { leaf, object, oneOf, shaped } from "../schema/leaves";

/** How a service uses a database: what it may do, or that and how it connects. */
export type DatabaseUseInput = DatabaseAccess | DatabaseUseDetails;

/** `readonly` connects to the readers of an Aurora cluster, which refuse to write. */
export type DatabaseAccess = "readwrite" | "readonly";

export interface DatabaseUseDetails {
  /** `"readonly"` connects to the readers of an Aurora cluster, which refuse to write. */
  readonly access: DatabaseAccess;
  /** Stands before PGHOST, PGPORT, ...: what keeps two databases of one service apart, for example `ORDERS_`. @default none */
  readonly prefix?: string;
  /**
   * Value of PGSSLMODE. `verify-full` also checks that the server is the right one, for which the image must bring the
   * certificates of Amazon RDS and name their file in PGSSLROOTCERT; `disable` is for emulators. @default "require"
   */
  readonly sslMode?: SslMode;
  /**
   * Database user that signs in with an IAM token instead of the password of the owner; needs `iamAuth`. The user must
   * have been made in the database and granted `rds_iam`. @default the owner, with the password that RDS manages
   */
  readonly iamUser?: string;
}

export type SslMode = "disable" | "require" | "verify-full";

export interface DatabaseUse {
  /** One of the environment's databases. */
  readonly database: string;
  readonly access: DatabaseAccess;
  readonly prefix: string;
  readonly sslMode: SslMode;
  readonly iamUser?: string;
}

const access = oneOf("readwrite", "readonly");

export const databaseUseSchema = shaped<DatabaseUseInput>((value) =>
  typeof value === "object"
    ? object({
        access,
        prefix: leaf(
          text.matches(/^[A-Z][A-Z0-9_]*$/, 40),
          "must have at most 40 capital letters, digits and _, and start with a letter",
        ).optional(),
        sslMode: oneOf("disable", "require", "verify-full").optional(),
        iamUser: leaf(
          text.matches(/^[a-z_][a-z0-9_]*$/, 63),
          "must have at most 63 lower-case letters, digits and _, and not start with a digit",
        ).optional(),
      })
    : access,
);

export function resolveDatabaseUse(database: string, input: DatabaseUseInput): DatabaseUse {
  const use = typeof input === "string" ? { access: input } : input;
  return {
    database,
    access: use.access,
    prefix: use.prefix ?? "",
    sslMode: use.sslMode ?? "require",
    ...(use.iamUser !== undefined && { iamUser: use.iamUser }),
  };
}
