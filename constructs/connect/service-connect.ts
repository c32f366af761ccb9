import type {
  EcsServiceServiceConnectConfiguration,
  EcsServiceServiceConnectConfigurationService,
} from "@cdktf/provider-aws/lib/ecs-service";
import { refuse, shown } from "../../environments/errors";
import { serverSettingsProblems, type ConnectServer } from "../../environments/rules/connect";
import { cloudWatchLogs } from "../task/container";
import type { TaskPart } from "../task/part";

export interface ServiceConnectProps {
  /** Name of the ECS service, under which the namespace knows it, at most 64 characters. */
  readonly name: string;
  /** ARN of the namespace. */
  readonly namespaceArn: string;
  /** Name of the log group that gets the proxy's lines. */
  readonly logGroup: string;
  /** Region of service, namespace and log group. */
  readonly region: string;
  /** How others call the service. @default nobody does: it only calls others */
  readonly server?: ConnectServer & {
    /** Name of the service's port mapping, lower-case letters, digits, `-` and `_`. */
    readonly portName: string;
    /** Port of the application. */
    readonly containerPort: number;
  };
  /** Role of ECS for certificates; must be there exactly with `server.tls`. @default none */
  readonly tlsRoleArn?: string;
}

/** Streams of the proxy's own lines begin so. */
const STREAM_PREFIX = "service-connect";

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html */
const DISCOVERY_NAME_LIMIT = 64;

/** What Service Connect adds to a task and its service. */
export function serviceConnect(props: ServiceConnectProps): TaskPart {
  refuse(`service ${shown(props.name)}`, problemsOf(props));
  const { logGroup, region, server } = props;
  const { accessLogs } = server ?? {};
  return {
    ...(server && {
      own: {
        portName: {
          name: server.portName,
          ...(server.protocol !== "tcp" && { appProtocol: server.protocol }),
        },
      },
    }),
    service: {
      serviceConnectConfiguration: {
        enabled: true,
        namespace: props.namespaceArn,
        logConfiguration: cloudWatchLogs(STREAM_PREFIX, logGroup, region),
        ...(server && { service: [endpoint(props.name, server, props.tlsRoleArn)] }),
      } satisfies EcsServiceServiceConnectConfiguration,
    },
    ...(accessLogs && {
      serviceOverrides: {
        "service_connect_configuration.access_log_configuration": {
          format: accessLogs.format.toUpperCase(),
          include_query_parameters: accessLogs.queryParameters ? "ENABLED" : "DISABLED",
        },
      },
    }),
  };
}

function endpoint(
  name: string,
  { as, ingressPort, port, portName, timeouts, tls }: NonNullable<ServiceConnectProps["server"]>,
  tlsRoleArn: string | undefined,
): EcsServiceServiceConnectConfigurationService {
  return {
    portName,
    // The port's name would be the default; in a shared namespace two services could have the same one.
    discoveryName: name,
    clientAlias: { dnsName: as, port },
    ...(ingressPort !== undefined && { ingressPortOverride: ingressPort }),
    ...(timeouts && {
      timeout: {
        ...(timeouts.idleSeconds !== undefined && { idleTimeoutSeconds: timeouts.idleSeconds }),
        ...(timeouts.requestSeconds !== undefined && { perRequestTimeoutSeconds: timeouts.requestSeconds }),
      },
    }),
    ...(tls && {
      tls: {
        issuerCertAuthority: { awsPcaAuthorityArn: tls.certificateAuthority },
        ...(tlsRoleArn !== undefined && { roleArn: tlsRoleArn }),
        ...(tls.kmsKey !== undefined && { kmsKey: tls.kmsKey }),
      },
    }),
  };
}

function problemsOf({ name, region, server, tlsRoleArn }: ServiceConnectProps): string[] {
  const hasTls = server?.tls !== undefined;
  return [
    ...(/^[a-z0-9_][a-z0-9_-]*$/.test(name) && name.length <= DISCOVERY_NAME_LIMIT
      ? []
      : [
          `name must have 1 to ${DISCOVERY_NAME_LIMIT} lower-case letters, digits, "_" and "-", got ${shown(name)}`,
        ]),
    ...(server ? serverSettingsProblems("server", server, server.containerPort, region) : []),
    ...((tlsRoleArn !== undefined) === hasTls
      ? []
      : [`tlsRoleArn must be set exactly with server.tls, got ${shown(tlsRoleArn)}`]),
  ];
}
