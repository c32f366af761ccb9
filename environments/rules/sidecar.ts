import { shown } from "../errors";
import type { ContainerMemory } from "./container";
import { isWindows, under, type TaskPlatform } from "./platform";
import { repeated } from "./repeated";

/** What every container beside the application has. */
export interface SidecarSettings {
  /** Full image reference, with a tag other than `latest` or a digest. */
  readonly image: string;
  /** The task ends when the container ends. */
  readonly essential: boolean;
  /** CPU units that are kept for it, from 1. */
  readonly containerCpu?: number;
  /** Memory limits in MiB, each from 6. */
  readonly containerMemory?: ContainerMemory;
}

/** The X-Ray daemon: segments by UDP, sampling rules by TCP, both on port 2000. */
export interface XRaySidecar extends SidecarSettings {
  readonly kind: "x-ray";
}

/** The collector of the AWS Distro for OpenTelemetry. */
export interface AdotSidecar extends SidecarSettings {
  readonly kind: "adot";
  readonly protocol: OtlpProtocol;
  /** Traces go to X-Ray. */
  readonly traces: boolean;
  /** Metrics go to CloudWatch, into this namespace. Absent: no metrics. */
  readonly metrics?: { readonly namespace: string };
  /** Absent: made from `traces` and `metrics`. */
  readonly config?: CollectorConfig;
}

export type Sidecar = XRaySidecar | AdotSidecar;

/** What OpenTelemetry calls the two ways to send data, https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
export const OTLP_PROTOCOLS = ["http/protobuf", "grpc"] as const;
export type OtlpProtocol = (typeof OTLP_PROTOCOLS)[number];

/** Port of each of the two, https://opentelemetry.io/docs/specs/otlp/ */
export const OTLP_PORTS: Readonly<Record<OtlpProtocol, number>> = { grpc: 4317, "http/protobuf": 4318 };

/** UDP for segments, TCP for sampling rules; https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html */
export const X_RAY_PORT = 2000;

/** Ports that a sidecar listens on, in the network that it shares with the application. */
export const SIDECAR_PORTS: Readonly<Record<Sidecar["kind"], readonly number[]>> = {
  "x-ray": [X_RAY_PORT],
  adot: Object.values(OTLP_PORTS),
};

/** A configuration of one's own: its text, or the SSM parameter that holds it. */
export type CollectorConfig =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "parameter"; readonly nameOrArn: string; readonly kmsKey?: string };

/** Variables that a sidecar gives to the application, so that its SDK finds it. */
export const SIDECAR_VARIABLES: Readonly<Record<Sidecar["kind"], readonly string[]>> = {
  "x-ray": ["AWS_XRAY_DAEMON_ADDRESS"],
  adot: ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL"],
};

interface Surroundings {
  readonly platform: TaskPlatform;
  /** Variables that the application has already, by name, with the property that says so. */
  readonly variables: Readonly<Record<string, "environment" | "secrets">>;
}

/** @param path the service as the user wrote it, for example `services.web` */
export function sidecarProblems(
  path: string,
  sidecars: readonly Sidecar[],
  { platform, variables }: Surroundings,
): string[] {
  if (sidecars.length === 0) return [];
  const list = under(path, "sidecars");
  const kinds = sidecars.map(({ kind }) => kind);
  return [
    ...repeated(kinds).map((kind) => `${list} must name each sidecar once, got "${kind}" more than once`),
    ...placeProblems(list, platform),
    ...sidecars.flatMap((sidecar, index) => [
      ...SIDECAR_VARIABLES[sidecar.kind]
        .filter((variable) => Object.hasOwn(variables, variable))
        .map(
          (variable) =>
            `${under(path, variables[variable] ?? "environment")}.${variable} must not be set beside the sidecar "${sidecar.kind}", which sets it, got a value`,
        ),
      ...(sidecar.kind === "adot" ? collectorProblems(`${list}[${index}]`, sidecar) : []),
    ]),
  ];
}

/** The application finds a sidecar on its own loopback address, which the containers of a task share in two modes only. */
function placeProblems(list: string, platform: TaskPlatform): string[] {
  const { networkMode, operatingSystem } = platform;
  if (isWindows(platform)) {
    return [`${list} must be empty on Windows, for which the images do not exist, got ${operatingSystem}`];
  }
  return networkMode === "awsvpc" || networkMode === "host"
    ? []
    : [
        `${list} must be empty with network mode "${networkMode}", in which containers share no loopback address, got some; use awsvpc`,
      ];
}

/** A configuration of one's own may send everything elsewhere, where no right of AWS is needed. */
export function collectorProblems(
  path: string,
  { traces, metrics, config }: Pick<AdotSidecar, "traces" | "metrics" | "config">,
): string[] {
  return traces || metrics !== undefined || config !== undefined
    ? []
    : [
        `${under(path, "traces")} must be true where there are no metrics and no config, got ${shown(traces)}`,
      ];
}
