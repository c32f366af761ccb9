import { OTLP_PORTS, type OtlpProtocol } from "../../environments/rules/sidecar";
import { canonicalJson } from "../canonical-json";

export interface CollectorConfigProps {
  /** A pipeline from the application to X-Ray. */
  readonly traces: boolean;
  /** A pipeline from the application to CloudWatch, as embedded metrics through the log group. */
  readonly metrics: { readonly namespace: string; readonly logGroup: string };
}

/** Source: https://github.com/aws-observability/aws-otel-collector/tree/main/config/ecs, which batches so too. */
const BATCHES = {
  "batch/traces": { timeout: "1s", send_batch_size: 50 },
  "batch/metrics": { timeout: "60s" },
};

const listen = (protocol: OtlpProtocol) => ({ endpoint: `127.0.0.1:${OTLP_PORTS[protocol]}` });

/** Configuration of the collector as JSON, which is YAML too. It listens for its own task only. */
export function collectorConfig({ traces, metrics }: CollectorConfigProps): string {
  const pipeline = (batch: keyof typeof BATCHES, exporter: string) => ({
    receivers: ["otlp"],
    processors: ["resourcedetection", batch],
    exporters: [exporter],
  });
  return canonicalJson({
    extensions: { health_check: {} },
    receivers: {
      otlp: {
        protocols: { grpc: listen("grpc"), http: listen("http/protobuf") },
      },
    },
    processors: {
      resourcedetection: { detectors: ["env", "ecs"] },
      "batch/metrics": BATCHES["batch/metrics"],
      ...(traces && { "batch/traces": BATCHES["batch/traces"] }),
    },
    exporters: {
      awsemf: {
        namespace: metrics.namespace,
        log_group_name: metrics.logGroup,
        log_stream_name: "metrics/{TaskId}",
        dimension_rollup_option: "NoDimensionRollup",
      },
      ...(traces && { awsxray: {} }),
    },
    service: {
      extensions: ["health_check"],
      pipelines: {
        metrics: pipeline("batch/metrics", "awsemf"),
        ...(traces && { traces: pipeline("batch/traces", "awsxray") }),
      },
    },
  });
}
