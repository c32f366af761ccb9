import { PUBLIC_IMAGES } from "../../../environments/rules/public-images";
import type { LogDestinationInput } from "../../../environments/topics/log-destination";
import type { LogRouterInput } from "../../../environments/topics/log-router";
import { all, problemsOf, resolved, stacksOf } from "../../support/language";
import { containerOf, containersOf, policiesOf } from "../../support/task";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const firehose: LogDestinationInput = { firehose: { stream: "lines" } };
const routerOf = (logRouter: LogRouterInput) => resolved({}, { logRouter }).services[0]?.logRouter;
const servicesOf = (logRouter: LogRouterInput) => stacksOf(resolved({}, { logRouter })).services;
const options = (to: LogDestinationInput) =>
  (containerOf(servicesOf({ to }), "web").logConfiguration as { options: object }).options;

test("without one the lines go to CloudWatch Logs", () => {
  expect(resolved({}).services[0]).not.toHaveProperty("logRouter");
  const { services } = stacksOf(resolved({}));
  expect(containersOf(services)).toHaveLength(1);
  expect(containerOf(services, "web").logConfiguration).toMatchObject({ logDriver: "awslogs" });
});

test.each<[Omit<LogRouterInput, "to">, object]>([
  [{}, {}],
  [{ image: "registry.example.com/fluent-bit:1" }, { image: "registry.example.com/fluent-bit:1" }],
  [{ containerCpu: 64 }, { containerCpu: 64 }],
  [{ containerMemory: { hardMiB: 128, softMiB: 64 } }, { containerMemory: { hardMiB: 128, softMiB: 64 } }],
  [
    { image: "registry.example.com/fluent-bit:1", configFile: "/etc/extra.conf" },
    { image: "registry.example.com/fluent-bit:1", configFile: "/etc/extra.conf" },
  ],
  [{ bufferLimitBytes: 0 }, { bufferLimitBytes: 0 }],
  [{ bufferLimitBytes: 536_870_912 }, { bufferLimitBytes: 536_870_912 }],
])("%j", (settings, expected) => {
  expect(routerOf({ to: firehose, ...settings })).toEqual({
    image: PUBLIC_IMAGES.fluentBit,
    to: { kind: "firehose", stream: "lines" },
    ...expected,
  });
});

const token = { secret: "splunk", key: "token", kmsKey: KEY };

describe("in the task", () => {
  test("the router stands beside the application, which hands its lines over", () => {
    const services = servicesOf({
      to: firehose,
      image: "registry.example.com/fluent-bit:1",
      configFile: "/etc/extra.conf",
      bufferLimitBytes: 4096,
      containerCpu: 64,
    });
    expect(containersOf(services).map(({ name }) => name)).toEqual(["web", "log_router"]);
    expect(containerOf(services, "log_router")).toMatchObject({
      image: "registry.example.com/fluent-bit:1",
      essential: true,
      cpu: 64,
      memoryReservation: 50,
      firelensConfiguration: { options: { "config-file-value": "/etc/extra.conf" } },
      logConfiguration: { logDriver: "awslogs", options: { "awslogs-stream-prefix": "log_router" } },
    });
    expect(containerOf(services, "web").logConfiguration).toEqual({
      logDriver: "awsfirelens",
      options: {
        Name: "kinesis_firehose",
        region: "eu-west-1",
        delivery_stream: "lines",
        retry_limit: "5",
        "log-driver-buffer-limit": "4096",
      },
    });
    const stream = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/lines";
    expect(policiesOf(services).filter((policy) => policy.includes(stream))).toHaveLength(1);
  });

  test("the service's own log group is what CloudWatch is without a name", () => {
    const own = { log_group_name: "/ecs/slipway-dev/web", log_stream_prefix: "web/" };
    expect(options({ cloudWatch: {} })).toMatchObject(own);
    expect(options({ cloudWatch: { logGroup: "/shop/all" } })).toMatchObject({ log_group_name: "/shop/all" });
  });

  test("a secret is read by ECS and stands nowhere", () => {
    const services = servicesOf({ to: { splunk: { host: "splunk.example.com", token } } });
    const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:splunk";
    expect(containerOf(services, "web").logConfiguration).toMatchObject({
      secretOptions: [{ name: "splunk_token", valueFrom: `${secret}:token::` }],
    });
    const reader = policiesOf(services).find((policy) => policy.includes(`${secret}-??????`));
    expect(reader).toContain("secretsmanager:GetSecretValue");
    expect(reader).toContain(KEY);
  });

  test("the group of a receiver lets this service in, on this port", () => {
    const services = servicesOf({
      to: { splunk: { host: "splunk.example.com", token, port: 8088, securityGroup: "sg-1" } },
    });
    expect(all(services, "aws_vpc_security_group_ingress_rule")).toContainEqual(
      expect.objectContaining({
        security_group_id: "sg-1",
        from_port: 8088,
        to_port: 8088,
        ip_protocol: "tcp",
      }),
    );
    expect(all(services, "aws_vpc_security_group_egress_rule")).toContainEqual(
      expect.objectContaining({ referenced_security_group_id: "sg-1", from_port: 8088, to_port: 8088 }),
    );
  });
});

const path = "services.web.logRouter";
const router = (settings: object) => problemsOf({}, { logRouter: { to: firehose, ...settings } });

describe("refused settings", () => {
  test.each<[object, string]>([
    [
      { image: "fluent-bit" },
      `${path}.image must be an image reference with a tag other than latest, or a digest, got "fluent-bit"`,
    ],
    [{ containerCpu: 0 }, `${path}.containerCpu must be a whole number from 1 to 196608, got 0`],
    [
      { containerMemory: { hardMiB: 5 } },
      `${path}.containerMemory.hardMiB must be a whole number from 6 to 1048576, got 5`,
    ],
    [
      { containerMemory: { hardMiB: 64, softMiB: 65 } },
      `${path}.containerMemory.softMiB must not be above hardMiB (64), got 65`,
    ],
    [
      { configFile: "extra.conf" },
      `${path}.configFile must be an absolute path in the image such as /fluent-bit/etc/extra.conf, got "extra.conf"`,
    ],
    [
      { configFile: "/extra.conf" },
      `${path}.configFile must be a file of an image of your own, got "/extra.conf"; build one from ${PUBLIC_IMAGES.fluentBit} and name it in image`,
    ],
    [{ bufferLimitBytes: -1 }, `${path}.bufferLimitBytes must be a whole number from 0 to 536870912, got -1`],
    [
      { bufferLimitBytes: 536_870_913 },
      `${path}.bufferLimitBytes must be a whole number from 0 to 536870912, got 536870913`,
    ],
    [
      { essential: false },
      `${path}.essential must be a known property, got "essential"; known are to, image, containerCpu, containerMemory, configFile, bufferLimitBytes`,
    ],
  ])("%j", (settings, message) => expect(router(settings)).toEqual([message]));

  test("beside a port that the router has", () => {
    expect(problemsOf({}, { logRouter: { to: firehose }, port: 24_224 })).toEqual([
      "services.web.port must be another port than that of the log router (24224), got 24224",
    ]);
  });

  test("on Windows", () => {
    const windows = { platform: "windows-server-2022-core", writableRoot: true };
    expect(problemsOf({}, { logRouter: { to: firehose }, ...windows })).toEqual([
      `${path} must not be set on Windows, for which the image does not exist, got windows-server-2022-core`,
    ]);
  });

  test("without a network", () => {
    const cluster = { instances: { general: { types: ["m7i.large"], max: 4 } } };
    const none = { runsOn: { instances: "general" }, networkMode: "none", port: undefined };
    expect(problemsOf({ cluster }, { logRouter: { to: firehose }, ...none })).toEqual([
      `${path} must not be set with network mode "none", from which no line could leave, got a router`,
    ]);
    const bridge = { ...none, networkMode: "bridge" };
    expect(problemsOf({ cluster }, { logRouter: { to: firehose }, ...bridge })).toEqual([]);
  });
});
