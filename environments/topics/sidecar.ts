import { z } from "zod";
import { mainProperty } from "../hints";
import { PUBLIC_IMAGES } from "../rules/public-images";
import { OTLP_PROTOCOLS, type OtlpProtocol, type Sidecar, type SidecarSettings } from "../rules/sidecar";
import * as text from "../rules/text";
import { filled, flag, has, leaf, object, oneOf, pinnedImage, shaped, whole } from "../schema/leaves";
import { parameterName, secretKeyArn, withKey } from "./secret";

/** A container beside the application: by its name, or with settings. */
export type SidecarInput = Sidecar["kind"] | XRayInput | AdotInput;

/** What every sidecar can be told. */
export interface SidecarSettingsInput {
  /**
   * Full image reference, with a tag other than `latest` or a digest; where nothing leads to the internet, a copy in
   * ECR. @default the release in AWS's public registry that `environments/rules/public-images.ts` names
   */
  readonly image?: string;
  /** CPU units that are kept for the container, from 1; 1024 = 1 vCPU. @default none: what the others leave */
  readonly containerCpu?: number;
  /** Memory limits of the container in MiB, each from 6. @default none: the task's own */
  readonly containerMemory?: { readonly hardMiB?: number; readonly softMiB?: number };
}

/**
 * The X-Ray daemon. The application gets `AWS_XRAY_DAEMON_ADDRESS`, the task role the rights to send segments and to
 * read sampling rules. AWS only maintains the daemon since 25 February 2026 and names OpenTelemetry (`adot`) as its
 * successor: https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html
 */
export interface XRayInput extends SidecarSettingsInput {
  /** The daemon of AWS X-Ray, which only maintains it since February 2026. */
  readonly kind: "x-ray";
  /** The task ends when the daemon ends. @default false */
  readonly essential?: boolean;
}

/**
 * The collector of the AWS Distro for OpenTelemetry. The application gets `OTEL_EXPORTER_OTLP_ENDPOINT` and
 * `OTEL_EXPORTER_OTLP_PROTOCOL`, the task role exactly what `traces` and `metrics` need.
 */
export interface AdotInput extends SidecarSettingsInput {
  /** The AWS Distro for OpenTelemetry collector. */
  readonly kind: "adot";
  /** The task ends when the collector ends. @default false */
  readonly essential?: boolean;
  /** How the application sends its data: port 4318, or 4317 for `grpc`. @default "http/protobuf" */
  readonly protocol?: OtlpProtocol;
  /** Send traces to X-Ray. @default true */
  readonly traces?: boolean;
  /**
   * Send metrics to CloudWatch, as embedded metrics through the service's own log group: `true`, or the namespace, 1 to
   * 255 characters. @default false; namespace `<project>-<environment>/<service>`
   */
  readonly metrics?: boolean | { readonly namespace: string };
  /**
   * Configuration of the collector: its YAML, or the SSM parameter that holds it. `traces` and `metrics` still say which
   * rights the task role gets. @default made from `traces` and `metrics`
   */
  readonly config?: string | { readonly parameter: string; readonly kmsKey?: string };
}

const memory = whole(6, 1_048_576);

/** Properties that every sidecar has. */
export const sidecarShape = {
  image: pinnedImage.optional(),
  containerCpu: whole(1, 196_608).optional(),
  containerMemory: object(
    { hardMiB: memory.optional(), softMiB: memory.optional() },
    mainProperty("hardMiB", memory),
  ).optional(),
};

const adot = object({
  kind: oneOf("adot"),
  ...sidecarShape,
  essential: flag.optional(),
  protocol: oneOf(...OTLP_PROTOCOLS).optional(),
  traces: flag.optional(),
  metrics: shaped<boolean | { namespace: string }>((value) =>
    typeof value === "object"
      ? object({
          namespace: leaf(
            text.matches(/^(?!AWS\/)[A-Za-z0-9_./#-][A-Za-z0-9_./#:-]{0,254}$/),
            "must be a CloudWatch namespace of 1 to 255 characters that does not begin with AWS/",
          ),
        })
      : flag,
  ).optional(),
  config: shaped<NonNullable<AdotInput["config"]>>((value) =>
    typeof value === "object"
      ? withKey(object({ parameter: parameterName, kmsKey: secretKeyArn.optional() }))
      : filled,
  ).optional(),
});

const sidecar = shaped<SidecarInput>((value) => {
  if (!has(value, "kind")) return oneOf("x-ray", "adot");
  switch ((value as { kind: unknown }).kind) {
    case "adot":
      return adot;
    default:
      return object({
        kind: oneOf("x-ray", "adot"),
        ...sidecarShape,
        essential: flag.optional(),
      });
  }
});

export const sidecarsSchema = z.array(sidecar);

/** @param namespace of metrics for which the user names none */
export function resolveSidecars(
  input: readonly SidecarInput[] | undefined,
  namespace: string,
): readonly Sidecar[] | undefined {
  if (input === undefined || input.length === 0) return undefined;
  return input.map((each) => resolveSidecar(typeof each === "string" ? { kind: each } : each, namespace));
}

function resolveSidecar(input: XRayInput | AdotInput, namespace: string): Sidecar {
  const essential = input.essential ?? false;
  if (input.kind === "x-ray") {
    return { kind: "x-ray", ...resolveSettings(input, PUBLIC_IMAGES.xRay), essential };
  }
  const { config, metrics = false } = input;
  return {
    kind: "adot",
    ...resolveSettings(input, PUBLIC_IMAGES.adot),
    essential,
    protocol: input.protocol ?? "http/protobuf",
    traces: input.traces ?? true,
    ...(metrics !== false && { metrics: metrics === true ? { namespace } : metrics }),
    ...(typeof config === "string" && { config: { kind: "text", text: config } }),
    ...(typeof config === "object" && {
      config: {
        kind: "parameter",
        nameOrArn: config.parameter,
        ...(config.kmsKey !== undefined && { kmsKey: config.kmsKey }),
      },
    }),
  };
}

export const resolveSettings = (
  { image, containerCpu, containerMemory }: SidecarSettingsInput,
  published: string,
): Omit<SidecarSettings, "essential"> => ({
  image: image ?? published,
  ...(containerCpu !== undefined && { containerCpu }),
  ...(containerMemory !== undefined && { containerMemory }),
});
