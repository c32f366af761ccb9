/** Images that AWS publishes in its public registry, each at one release; a newer one is a change of this file. */
export const PUBLIC_IMAGES = {
  /** 14 July 2026, https://github.com/aws/aws-xray-daemon/releases */
  xRay: "public.ecr.aws/xray/aws-xray-daemon:3.6.6",
  /** 14 July 2026, https://github.com/aws-observability/aws-otel-collector/releases */
  adot: "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0",
  /** 21 August 2026, Fluent Bit 5.0.9, https://github.com/aws/aws-for-fluent-bit/releases */
  fluentBit: "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.14",
  /** 14 July 2026, the last line before the end of App Mesh, https://github.com/aws/aws-app-mesh-roadmap/issues/512 */
  envoy: "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.34.13.3-prod",
} as const;
