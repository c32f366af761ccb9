import type { Environment, Service } from "../model";
import type { Access } from "../topics/access";
import { isClosed } from "./closed-network";

type Speaking = Pick<Service, "sidecars" | "logRouter" | "mesh">;

/**
 * Interface endpoints that services call beside those that every task calls, in the order of their names: for the
 * containers beside the applications, and where nothing leads to the internet for what the applications may use.
 */
export const interfaceEndpoints = (environment: Environment): string[] =>
  sorted([
    ...environment.services.flatMap(sidecarEndpoints),
    ...accessOf(environment).flatMap((access) => INTERFACES[kindOf(access)] ?? []),
  ]);

/** Gateway endpoints beside that of S3, which cost nothing. */
export const gatewayEndpoints = (environment: Environment): string[] =>
  accessOf(environment).some((access) => kindOf(access) === "table") ? ["dynamodb"] : [];

/** What a kind of access calls; every task has endpoints for S3 and Secrets Manager, and tables have a gateway. */
const INTERFACES: Readonly<Partial<Record<AccessKind, string>>> = { queue: "sqs", topic: "sns", key: "kms" };

const ACCESS_KINDS = ["bucket", "table", "queue", "topic", "secret", "key"] as const;
type AccessKind = (typeof ACCESS_KINDS)[number];

const kindOf = (access: Access): AccessKind => ACCESS_KINDS.find((kind) => kind in access) ?? "bucket";

/** With a NAT gateway the calls find their way without an endpoint. */
const accessOf = (environment: Environment): readonly Access[] =>
  environment.services.flatMap((service) => (isClosed(environment, service) ? (service.access ?? []) : []));

function sidecarEndpoints({ sidecars = [], logRouter, mesh }: Speaking): string[] {
  return [
    ...(sidecars.some((each) => each.kind === "x-ray" || each.traces) ? ["xray"] : []),
    ...(logRouter?.to.kind === "firehose" ? ["kinesis-firehose"] : []),
    ...(mesh ? ["appmesh-envoy-management"] : []),
  ];
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
