import { adotCollector, type AdotCollectorProps } from "../../../constructs/sidecar/adot";

const least: AdotCollectorProps = {
  account: "111122223333",
  logGroup: "/ecs/web",
  region: "eu-west-1",
  stopTimeoutSeconds: 30,
};
const metrics = {
  namespace: "Shop/Web",
  logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web",
};
const made = (props: Partial<AdotCollectorProps> = {}) => {
  const part = adotCollector({ ...least, ...props });
  const [container] = part.containers ?? [];
  const variables = Object.fromEntries(
    (container?.environment ?? []).map(({ name, value }) => [name, value]),
  );
  return { ...part, container, variables };
};
const sids = ({ taskStatements = [] }: ReturnType<typeof made>) => taskStatements.map(({ sid }) => sid);

test("with the least: traces to X-Ray by the configuration that is in the image", () => {
  const part = made();
  expect(part.container).toMatchObject({
    name: "adot-collector",
    image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0",
    essential: false,
    command: ["--config=/etc/ecs/ecs-xray.yaml"],
    portMappings: [
      { containerPort: 4317, hostPort: 4317, protocol: "tcp" },
      { containerPort: 4318, hostPort: 4318, protocol: "tcp" },
    ],
  });
  expect(part.variables).toEqual({ AWS_REGION: "eu-west-1" });
  expect(part.own).toEqual({
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    },
    dependsOn: [{ containerName: "adot-collector", condition: "START" }],
  });
  expect(sids(part)).toEqual(["SendTraces"]);
  expect(part).not.toHaveProperty("reads");
});

test("the application can speak gRPC, and the task can end with the collector", () => {
  const part = made({ protocol: "grpc", essential: true });
  expect(part.container?.essential).toBe(true);
  expect(part.own?.environment).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  });
});

describe("metrics", () => {
  it("go through the log group of the service, which the task role may write to", () => {
    const part = made({ metrics });
    expect(part.container).not.toHaveProperty("command");
    expect(JSON.parse(part.variables.AOT_CONFIG_CONTENT ?? "")).toMatchObject({
      receivers: {
        otlp: { protocols: { grpc: { endpoint: "127.0.0.1:4317" }, http: { endpoint: "127.0.0.1:4318" } } },
      },
      exporters: { awsemf: { namespace: "Shop/Web", log_group_name: "/ecs/web" }, awsxray: {} },
      service: {
        pipelines: {
          metrics: { receivers: ["otlp"], exporters: ["awsemf"] },
          traces: { receivers: ["otlp"], exporters: ["awsxray"] },
        },
      },
    });
    expect(sids(part)).toEqual(["SendTraces", "WriteMetrics"]);
    expect(part.taskStatements?.[1]).toEqual({
      sid: "WriteMetrics",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${metrics.logGroupArn}:*`],
    });
  });

  it("alone bring no right and no pipeline for traces", () => {
    const part = made({ metrics, traces: false });
    expect(sids(part)).toEqual(["WriteMetrics"]);
    const config = JSON.parse(part.variables.AOT_CONFIG_CONTENT ?? "") as {
      exporters: object;
      processors: object;
      service: { pipelines: object };
    };
    expect(Object.keys(config.exporters)).toEqual(["awsemf"]);
    expect(Object.keys(config.processors)).toEqual(["batch/metrics", "resourcedetection"]);
    expect(Object.keys(config.service.pipelines)).toEqual(["metrics"]);
  });

  it("every pipeline has only parts that are defined", () => {
    const config = JSON.parse(made({ metrics }).variables.AOT_CONFIG_CONTENT ?? "") as Record<
      string,
      Record<string, unknown>
    > & { service: { extensions: string[]; pipelines: Record<string, Record<string, string[]>> } };
    for (const pipeline of Object.values(config.service.pipelines)) {
      for (const [kind, names] of Object.entries(pipeline)) {
        for (const name of names) expect(config[kind]).toHaveProperty([name]);
      }
    }
    for (const name of config.service.extensions) expect(config.extensions).toHaveProperty([name]);
  });
});

describe("a configuration of one's own", () => {
  it("reaches the collector unchanged", () => {
    const part = made({ config: { kind: "text", text: "exporters: {}" }, metrics });
    expect(part.variables.AOT_CONFIG_CONTENT).toBe("exporters: {}");
    expect(part.container).not.toHaveProperty("command");
    expect(sids(part)).toEqual(["SendTraces", "WriteMetrics"]);
  });

  it("can lie in a parameter, which ECS reads", () => {
    const config = { kind: "parameter", nameOrArn: "/shop/otel" } as const;
    const part = made({ config });
    expect(part.container?.secrets).toEqual([
      { name: "AOT_CONFIG_CONTENT", valueFrom: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/otel" },
    ]);
    expect(part.variables).not.toHaveProperty("AOT_CONFIG_CONTENT");
    expect(part.reads).toEqual([config]);
  });
});

test("refuses a collector that collects nothing", () => {
  expect(() => made({ traces: false })).toThrow(
    'container "adot-collector" is not valid:\n  - traces must be true where there are no metrics and no config, got false',
  );
});
