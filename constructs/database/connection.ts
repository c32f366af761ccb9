import type { Statement } from "../identity/policy";
import { partitionOf } from "../partition";
import type { TaskPart } from "../task/part";
import type { DatabaseEndpoints } from "./settings";

export interface DatabaseConnectionProps {
  /** As the environment calls it. */
  readonly name: string;
  readonly database: DatabaseEndpoints & {
    readonly port: number;
    readonly databaseName: string;
    readonly securityGroupId: string;
    readonly kmsKey?: string;
  };
  /** `readonly` takes the host of the readers, which must be there. */
  readonly access: "readwrite" | "readonly";
  /** Stands before the name of each variable; may be empty. */
  readonly prefix: string;
  /** Value of PGSSLMODE. */
  readonly sslMode: string;
  /** Database user that signs in with an IAM token. @default the owner, with a password */
  readonly iamUser?: string;
  readonly account: string;
  readonly region: string;
}

/**
 * What a service needs in order to use a database: the variables that every PostgreSQL client reads, the password or
 * the right to sign in, and the way through both security groups.
 */
export function databaseConnection(props: DatabaseConnectionProps): TaskPart {
  const { name, database, iamUser, prefix } = props;
  const host = props.access === "readonly" ? database.readerHost : database.host;
  if (host === undefined) throw new Error(`database ${name} has no host for ${props.access} access`);
  const prefixed = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([variable, value]) => [prefix + variable, value]));
  return {
    own: {
      environment: prefixed({
        PGHOST: host,
        PGPORT: String(database.port),
        PGDATABASE: database.databaseName,
        PGSSLMODE: props.sslMode,
        ...(iamUser !== undefined && { PGUSER: iamUser }),
      }),
      ...(iamUser === undefined && {
        // The two empty fields after the key are version stage and version id: the current version.
        secrets: prefixed({
          PGUSER: `${database.secretArn}:username::`,
          PGPASSWORD: `${database.secretArn}:password::`,
        }),
      }),
    },
    ...(iamUser === undefined
      ? { executionStatements: readSecret(props) }
      : { taskStatements: [signIn(props, iamUser)] }),
    reaches: [
      {
        id: `database-${name}`,
        securityGroupId: database.securityGroupId,
        port: database.port,
        what: `PostgreSQL of ${name}`,
      },
    ],
  };
}

function readSecret({ name, database, region }: DatabaseConnectionProps): Statement[] {
  const { kmsKey, secretArn } = database;
  const read: Statement = {
    sid: sid("ReadSecretOf", name),
    actions: ["secretsmanager:GetSecretValue"],
    resources: [secretArn],
  };
  if (kmsKey === undefined) return [read];
  return [
    read,
    {
      sid: sid("DecryptSecretOf", name),
      actions: ["kms:Decrypt"],
      resources: [kmsKey],
      // The key, for this secret only: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
      conditions: {
        StringEquals: {
          "kms:EncryptionContext:SecretARN": secretArn,
          "kms:ViaService": `secretsmanager.${region}.${partitionOf(region).dnsSuffix}`,
        },
      },
    },
  ];
}

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html */
function signIn({ name, account, database, region }: DatabaseConnectionProps, user: string): Statement {
  const partition = partitionOf(region).id;
  return {
    sid: sid("SignInTo", name),
    actions: ["rds-db:connect"],
    resources: [`arn:${partition}:rds-db:${region}:${account}:dbuser:${database.resourceId}/${user}`],
  };
}

/** IAM allows letters and digits only: `orders-archive` becomes `OrdersArchive`. */
const sid = (what: string, name: string): string =>
  what + name.replaceAll(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
