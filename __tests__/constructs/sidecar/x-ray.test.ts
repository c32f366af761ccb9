import { xRayDaemon } from "../../../constructs/sidecar/x-ray";

const least = { logGroup: "/ecs/web", region: "eu-west-1", stopTimeoutSeconds: 30 };

test("the daemon listens to its task, and the application finds it", () => {
  const part = xRayDaemon(least);
  expect(part.containers).toEqual([
    expect.objectContaining({
      name: "xray-daemon",
      image: "public.ecr.aws/xray/aws-xray-daemon:3.6.6",
      essential: false,
      environment: [{ name: "AWS_REGION", value: "eu-west-1" }],
      portMappings: [{ containerPort: 2000, hostPort: 2000, protocol: "udp" }],
    }),
  ]);
  expect(part.own).toEqual({
    environment: { AWS_XRAY_DAEMON_ADDRESS: "127.0.0.1:2000" },
    dependsOn: [{ containerName: "xray-daemon", condition: "START" }],
  });
});

test("the task role may send traces and read sampling rules, and nothing else", () => {
  expect(xRayDaemon(least).taskStatements).toEqual([
    {
      sid: "SendTraces",
      actions: [
        "xray:GetSamplingRules",
        "xray:GetSamplingStatisticSummaries",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    },
  ]);
});

test("the task can end with it, and its image can be another one", () => {
  const { containers } = xRayDaemon({ ...least, essential: true, image: "registry.example.com/xray:1" });
  expect(containers).toEqual([
    expect.objectContaining({ essential: true, image: "registry.example.com/xray:1" }),
  ]);
});
