import { HELPER_NAMES } from "../../environments/rules/helper-containers";
import { refuse } from "../../environments/errors";
import { ENVOY, interceptionProblems } from "../../environments/rules/mesh";
import { PUBLIC_IMAGES } from "../../environments/rules/public-images";
import { sidecarContainer, type SidecarProps } from "../sidecar/sidecar";
import type { TaskPart } from "../task/part";

export interface EnvoyProps extends SidecarProps {
  /** ARN of the virtual node that Envoy speaks for. */
  readonly virtualNodeArn: string;
  /** Port of the application, not one of Envoy's own (9901, 15000, 15001). */
  readonly port: number;
  /** User of the application, not 1337. @default the image's own */
  readonly user?: string;
  /** IPv4 addresses and ranges that are called past Envoy, beside those of ECS credentials and metadata. @default none */
  readonly egressIgnoredIps?: readonly string[];
  /** Ports that are called past Envoy. @default none */
  readonly egressIgnoredPorts?: readonly number[];
}

const NAME = HELPER_NAMES.mesh;

/** Credentials and metadata of tasks and instances, which no proxy may come between; the same source as `ENVOY`. */
const METADATA = ["169.254.170.2", "169.254.169.254"] as const;

/** Envoy of App Mesh before the application: all that comes in to its port and all that goes out passes through it. */
export function envoy(props: EnvoyProps): TaskPart {
  const { egressIgnoredIps = [], egressIgnoredPorts = [], port, region, user, virtualNodeArn } = props;
  refuse(`container "${NAME}"`, interceptionProblems("", port, user));
  return {
    ...sidecarContainer(props, {
      name: NAME,
      image: PUBLIC_IMAGES.envoy,
      essential: true,
      user: String(ENVOY.uid),
      environment: { APPMESH_RESOURCE_ARN: virtualNodeArn, AWS_REGION: region },
      healthCheck: {
        command: [
          "CMD-SHELL",
          `curl -s http://localhost:${ENVOY.adminPort}/server_info | grep state | grep -q LIVE`,
        ],
        intervalSeconds: 5,
        timeoutSeconds: 2,
        retries: 3,
        startPeriodSeconds: 10,
      },
      // Its start script writes beside itself; AWS documents no other way.
      readOnlyRoot: false,
    }),
    own: { dependsOn: [{ containerName: NAME, condition: "HEALTHY" }] },
    proxyConfiguration: {
      type: "APPMESH",
      containerName: NAME,
      properties: {
        AppPorts: String(port),
        EgressIgnoredIPs: [...METADATA, ...egressIgnoredIps].join(","),
        ...(egressIgnoredPorts.length > 0 && { EgressIgnoredPorts: egressIgnoredPorts.join(",") }),
        IgnoredUID: String(ENVOY.uid),
        ProxyEgressPort: String(ENVOY.egressPort),
        ProxyIngressPort: String(ENVOY.ingressPort),
      },
    },
    taskStatements: [
      {
        sid: "ReadMesh",
        actions: ["appmesh:StreamAggregatedResources"],
        resources: [virtualNodeArn],
      },
    ],
  };
}
