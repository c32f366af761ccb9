import { z } from "zod";
import { CONNECT_PROTOCOLS, type Connect, type ConnectServer, type Namespace } from "../rules/connect";
import * as text from "../rules/text";
import { arn, flag, leaf, name, object, oneOf, shaped, whole } from "../schema/leaves";
import { kmsKeyArn } from "./secret";

/**
 * Service Connect of ECS: `true` to call others by name, or settings (`{}` will do) to be called too. ECS puts a proxy
 * beside the application; AWS advises 256 CPU units and 64 MiB more for it. Who may call whom is said by `talksTo`.
 */
export type ConnectInput = true | ConnectServerInput;

export interface ConnectServerInput {
  /** Name that others call, a DNS name of at most 127 characters. @default the service's name */
  readonly as?: string;
  /** Port that others call, 1 to 65535. @default the service's port */
  readonly port?: number;
  /** What the service speaks; `tcp` for everything that ECS should not look into. @default "http" */
  readonly protocol?: (typeof CONNECT_PROTOCOLS)[number];
  /**
   * Port that the proxy listens on, 1 to 65535, so that the load balancer reaches the application past the proxy; must be
   * set beside `tls` and a route. @default the service's port, for both
   */
  readonly ingressPort?: number;
  /**
   * Seconds, 0 to 2147483647; 0 is never. `requestSeconds` is not for `tcp` and not above `idleSeconds`.
   * @default idle 300, or 3600 for tcp; request 15. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
   */
  readonly timeouts?: { readonly idleSeconds?: number; readonly requestSeconds?: number };
  /** Encrypt what comes from other services, with certificates that ECS gets and renews. @default none */
  readonly tls?: {
    /**
     * ARN of a certificate authority of AWS Private CA in the environment's region; it must have the tag
     * `AmazonECSManaged` with the value `true`, or the policy of AWS does not let ECS use it.
     */
    readonly certificateAuthority: string;
    /** ARN of the KMS key that encrypts the private keys. @default a key of AWS */
    readonly kmsKey?: string;
  };
  /**
   * A line for each request, in the service's log group. Query parameters can hold tokens: they are left out unless asked
   * for. @default false; format "json", without query parameters
   */
  readonly accessLogs?: boolean | { readonly format?: "json" | "text"; readonly queryParameters?: boolean };
}

/**
 * The namespace that services find each other in: the name of a new one, or the ARN of an existing one, which may be
 * shared with other clusters. @default `<project>-<name>` when a service uses `connect`
 */
export type NamespaceInput = string | { readonly arn: string };

const seconds = whole(0, 2_147_483_647);

export const connectSchema = shaped<ConnectInput>((value) =>
  typeof value === "object"
    ? object({
        as: leaf(
          text.matches(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, 127),
          "must be a DNS name in lower case of at most 127 characters",
        ).optional(),
        port: whole(1, 65_535).optional(),
        protocol: oneOf(...CONNECT_PROTOCOLS).optional(),
        ingressPort: whole(1, 65_535).optional(),
        timeouts: object({ idleSeconds: seconds.optional(), requestSeconds: seconds.optional() }).optional(),
        tls: object({
          certificateAuthority: arn("certificateAuthority"),
          kmsKey: kmsKeyArn.optional(),
        }).optional(),
        accessLogs: shaped<NonNullable<ConnectServerInput["accessLogs"]>>((logs) =>
          typeof logs === "object"
            ? object({ format: oneOf("json", "text").optional(), queryParameters: flag.optional() })
            : flag,
        ).optional(),
      })
    : leaf((given): given is true => given === true, "must be true or settings"),
);

export const talksToSchema = z.array(name);

export const namespaceSchema = shaped<NamespaceInput>((value) =>
  typeof value === "object"
    ? object({
        arn: arn("namespace"),
      })
    : leaf(
        text.matches(/^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?$/),
        "must be the name of a namespace, of 1 to 254 letters, digits, _, . and -",
      ),
);

interface Service {
  readonly name: string;
  readonly port?: number | undefined;
  readonly connect?: ConnectInput | undefined;
  readonly mesh?: object | undefined;
  readonly talksTo?: readonly string[] | undefined;
}

/** A service that talks to others and is in no mesh calls them by Service Connect. */
export function resolveConnect({
  name: own,
  port = 0,
  connect,
  mesh,
  talksTo,
}: Service): Connect | undefined {
  if (connect === undefined) return talksTo && talksTo.length > 0 && mesh === undefined ? {} : undefined;
  return connect === true ? {} : { server: resolveServer(connect, own, port) };
}

function resolveServer(input: ConnectServerInput, own: string, port: number): ConnectServer {
  const { accessLogs = false, ingressPort, timeouts, tls } = input;
  const logs = accessLogs === true ? {} : accessLogs;
  return {
    as: input.as ?? own,
    port: input.port ?? port,
    protocol: input.protocol ?? "http",
    ...(ingressPort !== undefined && { ingressPort }),
    ...(timeouts && { timeouts }),
    ...(tls && { tls }),
    ...(logs !== false && {
      accessLogs: { format: logs.format ?? "json", queryParameters: logs.queryParameters ?? false },
    }),
  };
}

/** @param used whether a service uses Service Connect */
export function resolveNamespace(
  input: NamespaceInput | undefined,
  prefix: string,
  used: boolean,
): Namespace | undefined {
  if (input === undefined) return used ? { kind: "new", name: prefix } : undefined;
  return typeof input === "string" ? { kind: "new", name: input } : { kind: "existing", arn: input.arn };
}
