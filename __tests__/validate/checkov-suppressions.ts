import type { Environment } from "../../environments/model";

/** Findings of Checkov that stand. Each has been read and judged: a finding that is right is a bug of a construct. */
export interface Suppression {
  /** Checkov's id, for example `CKV_AWS_158`. */
  readonly check: string;
  /** Path of the construct below its stack, for example `load-balancer/http`. */
  readonly path: RegExp;
  /** Environments that it is for, where a property decides: one that chooses otherwise must not have the finding. @default all */
  readonly when?: (environment: Environment) => boolean;
  readonly reason: string;
}

const unprotected = (environment: Environment) => !environment.protected;
const withoutCertificate = ({ loadBalancer }: Environment) =>
  loadBalancer?.domains === undefined && loadBalancer?.certificate === undefined;
const withoutLogKey = ({ observability }: Environment) => observability?.logKey === undefined;
const withoutDatabaseKey = ({ databases = [] }: Environment) =>
  databases.some(({ kmsKey }) => kmsKey === undefined);

const A_YEAR = 365;
const BALANCER = /^load-balancer\/load-balancer$/;
const HTTP = /^load-balancer\/http$/;
const BALANCER_LOGS = /^load-balancer\/access-logs\/bucket$/;
const BUCKETS = /^(load-balancer\/access-logs|state)\/bucket$/;
const DATABASE = /^database-[a-z]+\/server\/instance(-\d)?$/;
const CLUSTER = /^database-[a-z]+\/server\/cluster$/;

export const SUPPRESSIONS: readonly Suppression[] = [
  // The load balancer.
  {
    check: "CKV2_AWS_20",
    path: BALANCER,
    when: withoutCertificate,
    reason: "without `domain` or `loadBalancer.certificate` there is no certificate to redirect to",
  },
  {
    check: "CKV_AWS_2",
    path: HTTP,
    when: withoutCertificate,
    reason: "without `domain` or `loadBalancer.certificate` there is no certificate to answer HTTPS with",
  },
  {
    check: "CKV_AWS_103",
    path: HTTP,
    when: withoutCertificate,
    reason: "a listener without TLS has no version of it; the HTTPS listener asks for 1.2 and 1.3",
  },
  {
    check: "CKV_AWS_260",
    path: /^load-balancer\/ingress-80-0-0-0-0-0$/,
    reason:
      "a public balancer; port 80 redirects once there is a certificate; narrowed by `loadBalancer.allowedCidrs`",
  },
  {
    check: "CKV2_AWS_28",
    path: BALANCER,
    reason:
      "a web ACL is rules about requests, which belong to who knows the application; attach yours to its ARN",
  },
  {
    check: "CKV_AWS_150",
    path: BALANCER,
    when: ({ loadBalancer }) => loadBalancer?.deletionProtection !== true,
    reason: "on with `protected` or `loadBalancer.deletionProtection`; elsewhere destroy must work",
  },
  {
    check: "CKV_AWS_91",
    path: BALANCER,
    when: ({ loadBalancer }) => loadBalancer?.accessLogRetentionDays === undefined,
    reason:
      "on with `protected` or `loadBalancer.accessLogs`; a bucket that costs more than it tells elsewhere",
  },
  {
    check: "CKV_AWS_378",
    path: /^service-[a-z]+\/route\/(alternate|target-group)$/,
    reason: "TLS ends at the balancer; behind it the way is a security group pair in private subnets",
  },

  // Buckets.
  {
    check: "CKV_AWS_145",
    path: BALANCER_LOGS,
    reason: "load balancers can write their access logs to buckets with SSE-S3 only",
  },
  {
    check: "CKV_AWS_145",
    path: /^state\/bucket$/,
    reason:
      "SSE-S3: the bucket comes before anything else, a key would come before the bucket and lock all out when lost",
  },
  {
    check: "CKV_AWS_144",
    path: BUCKETS,
    reason: "a copy in another region is no use without the resources of this one; state has versions",
  },
  { check: "CKV2_AWS_62", path: BUCKETS, reason: "nothing waits for an object to come" },
  {
    check: "CKV_AWS_18",
    path: BALANCER_LOGS,
    reason: "it holds logs: logs about the writing of logs would not end",
  },
  {
    check: "CKV_AWS_18",
    path: /^state\/bucket$/,
    reason:
      "another bucket would have to come before the first; who read the state is told by CloudTrail data events",
  },
  {
    check: "CKV_AWS_21",
    path: BALANCER_LOGS,
    reason: "each log is written once under a name of its own, and expires",
  },

  // Keys of the owner where AWS's own encrypt: a property names one, since a key has a price and a policy.
  {
    check: "CKV_AWS_136",
    path: /^[a-z]+-repository\/repository$/,
    when: ({ services }) => services.some(({ repository }) => repository?.kmsKey === undefined),
    reason: "AES-256 with a key of AWS; another by `repository.kmsKey`",
  },
  {
    check: "CKV_AWS_158",
    path: /\/(exec-)?log-group$/,
    when: withoutLogKey,
    reason: "encrypted with the key of CloudWatch Logs; another by `observability.logKey`",
  },
  {
    check: "CKV_AWS_354",
    path: DATABASE,
    when: withoutDatabaseKey,
    reason: "encrypted with a key of AWS; another by `databases.<name>.kmsKey`",
  },
  {
    check: "CKV_AWS_327",
    path: CLUSTER,
    when: withoutDatabaseKey,
    reason: "encrypted with a key of AWS; another by `databases.<name>.kmsKey`",
  },
  {
    check: "CKV_AWS_224",
    path: /^cluster\/cluster$/,
    reason:
      "sessions are logged, and TLS 1.2 carries them; one more key on top would be a right of every task role",
  },

  {
    check: "CKV_AWS_184",
    path: /^file-system-[a-z]+\/file-system$/,
    when: ({ fileSystems = [] }) =>
      fileSystems.some((system) => system.kind === "new" && system.kmsKey === undefined),
    reason: "encrypted with a key of AWS; another by `fileSystems.<name>.kmsKey`",
  },

  // Logs.
  {
    check: "CKV_AWS_338",
    path: /^(?!network).*\/(exec-)?log-group$/,
    when: ({ logs }) => logs.retentionDays < A_YEAR,
    reason: "a year with `protected` or by `logs.retentionDays`; 30 days elsewhere",
  },
  {
    check: "CKV_AWS_338",
    path: /^network\/flow-logs\/log-group$/,
    when: ({ network }) => network.kind === "new" && (network.flowLogRetentionDays ?? A_YEAR) < A_YEAR,
    reason: "every connection is a line: 30 days, or as long as `network.flowLogs.retentionDays` says",
  },

  // Databases.
  {
    check: "CKV_AWS_118",
    path: DATABASE,
    when: unprotected,
    reason: "on with `protected` or `databases.<name>.monitoringSeconds`",
  },
  {
    check: "CKV_AWS_157",
    path: DATABASE,
    when: unprotected,
    reason: "on with `protected` or `databases.<name>.multiAz`, for twice the price",
  },
  {
    check: "CKV_AWS_161",
    path: DATABASE,
    when: ({ databases = [] }) => databases.some(({ iamAuth }) => !iamAuth),
    reason: "the password is RDS's own and rotated; tokens instead by `databases.<name>.iamAuth`",
  },
  {
    check: "CKV_AWS_293",
    path: DATABASE,
    when: unprotected,
    reason: "on with `protected` or `databases.<name>.deletionProtection`",
  },
  {
    check: "CKV_AWS_139",
    path: CLUSTER,
    when: unprotected,
    reason: "on with `protected` or `databases.<name>.deletionProtection`",
  },
  {
    check: "CKV_AWS_226",
    path: DATABASE,
    when: ({ databases = [] }) => databases.some(({ version }) => version.includes(".")),
    reason: "an exact version was asked for, which stays; a major one is upgraded",
  },
  {
    check: "CKV2_AWS_27",
    path: CLUSTER,
    reason:
      "a log of queries holds what users wrote into them; by `databases.<name>.parameters` for who needs it",
  },
  {
    check: "CKV2_AWS_8",
    path: CLUSTER,
    reason:
      "RDS's own backups are on, with any second of `backupDays`; a plan of AWS Backup selects by the tags",
  },

  // The rest.
  {
    check: "CKV_AWS_394",
    path: /^network\/zones$/,
    reason:
      "the first zones by name are taken, and a subnet keeps its zone (`ignore_changes`): a new zone changes nothing",
  },
  {
    check: "CKV_AWS_333",
    path: /^service-[a-z]+\/service\/service$/,
    when: ({ services }) => services.some(({ publicIp }) => publicIp !== undefined),
    reason: "the service says `publicIp`",
  },
  {
    check: "CKV2_AWS_57",
    path: /^registry-credentials-[a-z]+\/secret$/,
    reason: "the password of somebody else's registry: only its owner can change it",
  },
  {
    check: "CKV2_AWS_71",
    path: /^certificate\/certificate$/,
    when: ({ loadBalancer }) => loadBalancer?.domains?.some(({ name }) => name.startsWith("*.")) === true,
    reason:
      "the environment names a domain with a wildcard; `domain` with whole names has a certificate for those",
  },
];
