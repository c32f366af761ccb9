import { logRouter, type LogRouterProps } from "../../../constructs/sidecar/log-router";

const least: LogRouterProps = {
  account: "111122223333",
  logGroup: "/ecs/web",
  logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web",
  region: "eu-west-1",
  stopTimeoutSeconds: 30,
  to: { kind: "firehose", stream: "lines" },
};
const made = (props: Partial<LogRouterProps> = {}) => {
  const part = logRouter({ ...least, ...props });
  return { ...part, container: part.containers?.[0] };
};

test("with the least: the task ends with the router, whose own lines stay in CloudWatch Logs", () => {
  const part = made();
  expect(part.container).toMatchObject({
    name: "log_router",
    image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.14",
    essential: true,
    user: "0",
    memoryReservation: 50,
    portMappings: [],
    firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
    logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/web" } },
  });
  expect(part.own).toEqual({
    dependsOn: [{ containerName: "log_router", condition: "START" }],
    logConfiguration: {
      logDriver: "awsfirelens",
      options: {
        Name: "kinesis_firehose",
        region: "eu-west-1",
        delivery_stream: "lines",
        retry_limit: "5",
      },
    },
  });
  expect(part.taskStatements?.map(({ actions }) => actions)).toEqual([["firehose:PutRecordBatch"]]);
  expect([part.reads, part.reaches]).toEqual([[], []]);
});

test("with everything set", () => {
  const part = made({
    image: "registry.example.com/fluent-bit:1",
    configFile: "/extra.conf",
    bufferLimitBytes: 0,
    containerMemory: { hardMiB: 128 },
  });
  expect(part.container).toMatchObject({
    image: "registry.example.com/fluent-bit:1",
    memory: 128,
    firelensConfiguration: {
      options: {
        "enable-ecs-log-metadata": "true",
        "config-file-type": "file",
        "config-file-value": "/extra.conf",
      },
    },
  });
  expect(part.container).not.toHaveProperty("memoryReservation");
  expect(part.own?.logConfiguration?.options["log-driver-buffer-limit"]).toBe("0");
});

test("a secret stands in the definition by its reference, and ECS may read it", () => {
  const token = { kind: "secret", nameOrArn: "splunk", key: "token" } as const;
  const part = made({ to: { kind: "splunk", host: "splunk.example.com", port: 443, token } });
  expect(part.own?.logConfiguration?.secretOptions).toEqual([
    {
      name: "splunk_token",
      valueFrom: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:splunk:token::",
    },
  ]);
  expect(part.reads).toEqual([token]);
});

test.each([
  [1, 64],
  [16, 64],
  [50, 200],
])("objects of %i MiB for S3 have %i MiB to grow in", (objectMiB, size) => {
  const part = made({
    to: { kind: "s3", bucket: "logs", prefix: "web", compress: true, uploadSeconds: 60, objectMiB },
  });
  expect(part.container?.linuxParameters?.tmpfs).toEqual([
    { containerPath: "/tmp", mountOptions: ["rw", "nosuid", "nodev"], size },
  ]);
});

test("refuses all that can not work, at once", () => {
  expect(() =>
    made({
      configFile: "/extra.conf",
      to: { kind: "http", url: "https://logs.example.com:8443/", format: "json", compress: true },
    }),
  ).toThrow(
    'container "log_router" is not valid:\n' +
      '  - configFile must be a file of an image of your own, got "/extra.conf"; build one from public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.14 and name it in image\n' +
      "  - to.http.url must have port 443 without securityGroup, got 8443; tasks leave their network by HTTPS only, so name the receiver's security group",
  );
});
