import { envoy, type EnvoyProps } from "../../../constructs/mesh/envoy";

const least: EnvoyProps = {
  virtualNodeArn: "arn:aws:appmesh:eu-west-1:111122223333:mesh/shop/virtualNode/web",
  port: 3000,
  logGroup: "/ecs/web",
  region: "eu-west-1",
  stopTimeoutSeconds: 30,
};
const made = (props: Partial<EnvoyProps> = {}) => {
  const part = envoy({ ...least, ...props });
  return { ...part, container: part.containers?.[0] };
};

test("with the least: Envoy stands before the application, which waits until it is healthy", () => {
  const part = made();
  expect(part.container).toMatchObject({
    name: "envoy",
    image: "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.34.13.3-prod",
    essential: true,
    user: "1337",
    environment: [
      { name: "APPMESH_RESOURCE_ARN", value: least.virtualNodeArn },
      { name: "AWS_REGION", value: "eu-west-1" },
    ],
    healthCheck: {
      command: ["CMD-SHELL", "curl -s http://localhost:9901/server_info | grep state | grep -q LIVE"],
      interval: 5,
      timeout: 2,
      retries: 3,
      startPeriod: 10,
    },
  });
  expect(part.own).toEqual({ dependsOn: [{ containerName: "envoy", condition: "HEALTHY" }] });
  expect(part.proxyConfiguration).toEqual({
    type: "APPMESH",
    containerName: "envoy",
    properties: {
      AppPorts: "3000",
      EgressIgnoredIPs: "169.254.170.2,169.254.169.254",
      IgnoredUID: "1337",
      ProxyEgressPort: "15001",
      ProxyIngressPort: "15000",
    },
  });
});

test("the task role may read the configuration of its own node, and of no other", () => {
  expect(made().taskStatements).toEqual([
    {
      sid: "ReadMesh",
      actions: ["appmesh:StreamAggregatedResources"],
      resources: [least.virtualNodeArn],
    },
  ]);
});

test("with everything set: more is called past Envoy, credentials and metadata always", () => {
  const part = made({
    image: "registry.example.com/envoy:1",
    user: "10001",
    egressIgnoredIps: ["10.0.0.5"],
    egressIgnoredPorts: [25, 26],
  });
  expect(part.container?.image).toBe("registry.example.com/envoy:1");
  expect(part.proxyConfiguration?.properties).toMatchObject({
    EgressIgnoredIPs: "169.254.170.2,169.254.169.254,10.0.0.5",
    EgressIgnoredPorts: "25,26",
  });
});

test.each([9901, 15_000, 15_001])("refuses an application on Envoy's own port %i", (port) => {
  expect(() => made({ port })).toThrow(
    `container "envoy" is not valid:\n  - port must be set beside mesh, to another one than those of Envoy (9901, 15000, 15001), got ${port}`,
  );
});

test.each(["1337", "1337:node"])("refuses an application that runs as user %s", (user) => {
  expect(() => made({ user })).toThrow(
    `container "envoy" is not valid:\n  - user must not be 1337 beside mesh, whose packets go past Envoy, got "${user}"`,
  );
});
