import { HELPER_NAMES } from "../../environments/rules/helper-containers";
import { refuse } from "../../environments/errors";
import { PUBLIC_IMAGES } from "../../environments/rules/public-images";
import {
  collectorProblems,
  OTLP_PORTS,
  SIDECAR_PORTS,
  type OtlpProtocol,
} from "../../environments/rules/sidecar";
import type { TaskPart } from "../task/part";
import { secretReference } from "../task/secret-reference";
import { collectorConfig } from "./collector-config";
import { sidecarContainer, startedFirst, type SidecarProps } from "./sidecar";
import { X_RAY_STATEMENT } from "./x-ray";

export interface AdotCollectorProps extends SidecarProps {
  /** 12-digit account of the task. */
  readonly account: string;
  /** The task ends when the collector ends. @default false: an application without telemetry still works */
  readonly essential?: boolean;
  /** How the application sends its data. @default "http/protobuf" */
  readonly protocol?: OtlpProtocol;
  /** Send traces to X-Ray. @default true */
  readonly traces?: boolean;
  /** Send metrics to CloudWatch, through a log group that is there already. @default none */
  readonly metrics?: { readonly namespace: string; readonly logGroupArn: string };
  /** The collector's YAML, or the SSM parameter that holds it. @default made from `traces` and `metrics` */
  readonly config?:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "parameter"; readonly nameOrArn: string; readonly kmsKey?: string };
}

const NAME = HELPER_NAMES.adot;

/** Configuration in the image that takes OTLP and sends traces to X-Ray, and nothing else. */
const TRACES_ONLY = "/etc/ecs/ecs-xray.yaml";

/** From this variable the collector takes its configuration before any file. */
const CONFIG_VARIABLE = "AOT_CONFIG_CONTENT";

/** The ADOT collector beside an application whose OpenTelemetry SDK finds it through `OTEL_EXPORTER_OTLP_ENDPOINT`. */
export function adotCollector(props: AdotCollectorProps): TaskPart {
  const { account, config, logGroup, metrics, protocol = "http/protobuf", region, traces = true } = props;
  refuse(
    `container "${NAME}"`,
    collectorProblems("", { traces, ...(metrics && { metrics }), ...(config && { config }) }),
  );
  const text =
    config === undefined && metrics
      ? collectorConfig({ traces, metrics: { namespace: metrics.namespace, logGroup } })
      : config?.kind === "text"
        ? config.text
        : undefined;
  const parameter = config?.kind === "parameter" ? config : undefined;
  return {
    ...sidecarContainer(props, {
      name: NAME,
      image: PUBLIC_IMAGES.adot,
      essential: props.essential ?? false,
      ...(config === undefined && !metrics && { command: [`--config=${TRACES_ONLY}`] }),
      environment: { AWS_REGION: region, ...(text !== undefined && { [CONFIG_VARIABLE]: text }) },
      secrets: parameter
        ? { [CONFIG_VARIABLE]: secretReference(parameter, { account, region }).valueFrom }
        : {},
      extraPorts: SIDECAR_PORTS.adot.map((port) => ({ port, protocol: "tcp" })),
    }),
    own: {
      environment: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${OTLP_PORTS[protocol]}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      },
      dependsOn: startedFirst(NAME),
    },
    taskStatements: [
      ...(traces ? [X_RAY_STATEMENT] : []),
      ...(metrics
        ? [
            {
              sid: "WriteMetrics",
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [`${metrics.logGroupArn}:*`],
            },
          ]
        : []),
    ],
    ...(parameter && { reads: [parameter] }),
  };
}
