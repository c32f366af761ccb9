import { containerDefinition, type ContainerProps } from "../../../constructs/task/container";
import { leastContainer } from "./least-container";

const least: ContainerProps = {
  ...leastContainer,
  name: "helper",
  image: "example.com/helper:1",
  readOnlyRoot: true,
};

describe("more ports than one", () => {
  const extraPorts = [
    { port: 2000, protocol: "udp" },
    { port: 4317, protocol: "tcp" },
  ] as const;

  it("none unless said", () => expect(containerDefinition(least).portMappings).toEqual([]));

  it("stand after the container's own port", () => {
    expect(containerDefinition({ ...least, port: 80, extraPorts }).portMappings).toEqual([
      { containerPort: 80, hostPort: 80, protocol: "tcp" },
      { containerPort: 2000, hostPort: 2000, protocol: "udp" },
      { containerPort: 4317, hostPort: 4317, protocol: "tcp" },
    ]);
  });

  it("in bridge they get any port of the instance", () => {
    const platform = { launch: "ec2", operatingSystem: "linux", networkMode: "bridge" } as const;
    expect(containerDefinition({ ...least, extraPorts, platform }).portMappings).toEqual([
      { containerPort: 2000, hostPort: 0, protocol: "udp" },
      { containerPort: 4317, hostPort: 0, protocol: "tcp" },
    ]);
  });
});

test("a container is no log router unless it has the options of one", () => {
  expect(containerDefinition(least)).not.toHaveProperty("firelensConfiguration");
  expect(
    containerDefinition({ ...least, firelensOptions: { "config-file-value": "/x.conf" } })
      .firelensConfiguration,
  ).toEqual({ type: "fluentbit", options: { "config-file-value": "/x.conf" } });
});
