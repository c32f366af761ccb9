import { HELPER_NAMES } from "../../environments/rules/helper-containers";
import { PUBLIC_IMAGES } from "../../environments/rules/public-images";
import { X_RAY_PORT } from "../../environments/rules/sidecar";
import type { Statement } from "../identity/policy";
import type { TaskPart } from "../task/part";
import { sidecarContainer, startedFirst, type SidecarProps } from "./sidecar";

export interface XRayDaemonProps extends SidecarProps {
  /** The task ends when the daemon ends. @default false: an application without traces still works */
  readonly essential?: boolean;
}

const NAME = HELPER_NAMES["x-ray"];

/**
 * What sends traces and reads sampling rules; X-Ray has no resources that could be named.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export const X_RAY_STATEMENT: Statement = {
  sid: "SendTraces",
  actions: [
    "xray:GetSamplingRules",
    "xray:GetSamplingStatisticSummaries",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ],
  resources: ["*"],
};

/** The X-Ray daemon beside an application that finds it through `AWS_XRAY_DAEMON_ADDRESS`. */
export function xRayDaemon(props: XRayDaemonProps): TaskPart {
  return {
    ...sidecarContainer(props, {
      name: NAME,
      image: PUBLIC_IMAGES.xRay,
      essential: props.essential ?? false,
      environment: { AWS_REGION: props.region },
      extraPorts: [{ port: X_RAY_PORT, protocol: "udp" }],
    }),
    own: {
      environment: { AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${X_RAY_PORT}` },
      dependsOn: startedFirst(NAME),
    },
    taskStatements: [X_RAY_STATEMENT],
  };
}
