import { all, only, resolved, stacksOf, type Resources } from "../support/language";

const output = (type: string, attribute: string) =>
  expect.stringMatching(new RegExp(`outputs\\.cross-stack-output-${type}[\\w-]+${attribute}\\}$`)) as string;
const task = (services: Resources, name: string) => {
  const found = all(services, "aws_ecs_task_definition").find(
    ({ family }) => family === `slipway-dev-${name}`,
  );
  const containers = JSON.parse(String(found?.container_definitions)) as Record<string, unknown>[];
  return { volumes: found?.volume, containers };
};
const statements = (services: Resources) =>
  all(services, "aws_iam_role_policy").flatMap(
    ({ policy }) => (JSON.parse(String(policy)) as { Statement: { Action: string[] }[] }).Statement,
  );

describe("files on a file system", () => {
  const environment = resolved({
    fileSystems: { shared: {}, old: { id: "fs-0a1b2c3d", securityGroup: "sg-0a1b" } },
    services: {
      web: {
        image: { uri: "registry.example.com/web:1" },
        port: 3000,
        volumes: {
          uploads: { mount: "/var/uploads", fileSystem: "shared" },
          thumbs: { mount: "/var/thumbs", readOnly: true, fileSystem: "shared" },
          archive: { mount: "/var/archive", readOnly: true, fileSystem: "old" },
          scratch: { mount: "/var/scratch", readOnly: true },
        },
        containers: { sizer: { volumes: { thumbs: "/out", scratch: "/scratch" } } },
      },
      other: { image: { uri: "registry.example.com/other:1" }, port: 3000 },
    },
  });
  const { foundation, services } = stacksOf(environment);

  test("are made in the foundation, where no service is known", () => {
    expect(only(foundation, "aws_efs_file_system").creation_token).toBe("slipway-dev-shared");
    expect(all(foundation, "aws_efs_mount_target").map(({ subnet_id }) => subnet_id)).toEqual([
      expect.stringContaining("aws_subnet.network_private-subnet-0"),
      expect.stringContaining("aws_subnet.network_private-subnet-1"),
    ]);
    expect(
      all(foundation, "aws_vpc_security_group_ingress_rule").filter(({ from_port }) => from_port === 2049),
    ).toEqual([]);
  });

  test("stand in the task definition, through TLS and IAM", () => {
    const point = (volume: string) =>
      expect.stringMatching(
        new RegExp(`^\\$\\{aws_efs_access_point\\.service-web_volume-${volume}_`),
      ) as string;
    const on = (fileSystem: unknown, name: string) => ({
      name,
      efs_volume_configuration: {
        file_system_id: fileSystem,
        transit_encryption: "ENABLED",
        authorization_config: { access_point_id: point(name), iam: "ENABLED" },
      },
    });
    const shared = output("aws_efs_file_system", "id");
    expect(task(services, "web").volumes).toEqual([
      on("fs-0a1b2c3d", "archive"),
      { name: "scratch" },
      on(shared, "thumbs"),
      on(shared, "uploads"),
    ]);
    expect(task(services, "other").volumes).toBeUndefined();
  });

  test("are where each container wants them", () => {
    const [web, sizer] = task(services, "web").containers;
    const mount = (sourceVolume: string, containerPath: string, readOnly: boolean) => ({
      sourceVolume,
      containerPath,
      readOnly,
    });
    expect(web?.mountPoints).toEqual([
      mount("archive", "/var/archive", true),
      mount("scratch", "/var/scratch", true),
      mount("thumbs", "/var/thumbs", true),
      mount("uploads", "/var/uploads", false),
    ]);
    expect(sizer?.mountPoints).toEqual([mount("scratch", "/scratch", false), mount("thumbs", "/out", false)]);
    expect(web?.readonlyRootFilesystem).toBe(true);
  });

  test("can be written by a role that has a container which writes", () => {
    const efs = statements(services).filter(({ Action }) => Action.join().includes("elasticfilesystem"));
    const [read, write] = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] as const;
    const on = (volume: string, actions: string[], resource: unknown) => ({
      Effect: "Allow",
      Action: actions,
      Resource: [resource],
      Condition: {
        StringEquals: {
          "elasticfilesystem:AccessPointArn": expect.stringContaining(
            `aws_efs_access_point.service-web_volume-${volume}_`,
          ) as string,
        },
      },
    });
    const shared = output("aws_efs_file_system", "arn");
    expect(efs).toEqual([
      on("archive", [read], "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0a1b2c3d"),
      on("thumbs", [read, write], shared),
      on("uploads", [read, write], shared),
    ]);
  });

  test("are reached by the tasks that use them, at NFS, and by no others", () => {
    const rules = all(services, "aws_vpc_security_group_ingress_rule").map((rule) => [
      rule.referenced_security_group_id,
      rule.security_group_id,
      rule.from_port,
      rule.to_port,
    ]);
    const from = expect.stringContaining("aws_security_group.service-web_") as string;
    expect(rules).toEqual([
      [from, "sg-0a1b", 2049, 2049],
      [from, output("aws_security_group", "id"), 2049, 2049],
    ]);
  });
});

test("an EBS volume comes with the service, after the rights of its role", () => {
  const { services } = stacksOf(
    resolved({}, { volumes: { data: { mount: "/data", ebs: { sizeGiB: 50 } } } }),
  );
  expect(task(services, "web").volumes).toEqual([{ name: "data", configure_at_launch: true }]);
  const service = only(services, "aws_ecs_service");
  expect(service.volume_configuration).toMatchObject({
    name: "data",
    managed_ebs_volume: { size_in_gb: 50, encrypted: true },
  });
  expect(service.depends_on).toContainEqual(
    expect.stringMatching(/^aws_iam_role_policy_attachment\.service-web_volume-data_managed_/),
  );
  const names = all(services, "aws_iam_role").map(({ name }) => name);
  expect(names).toContain("slipway-dev-web-ebs");
});

test("instances have folders and Docker volumes", () => {
  const { services } = stacksOf(
    resolved(
      { cluster: { instances: { big: { types: ["m7i.large"], max: 2 } } } },
      {
        runsOn: { instances: "big" },
        volumes: {
          host: { mount: "/h", host: "/srv" },
          docker: { mount: "/d", docker: { scope: "shared" } },
        },
      },
    ),
  );
  expect(task(services, "web").volumes).toEqual([
    {
      name: "docker",
      docker_volume_configuration: { driver: "local", scope: "shared", autoprovision: true },
    },
    { name: "host", host_path: "/srv" },
  ]);
});

test("a file system stands in the subnets that it is given", () => {
  const network = {
    vpc: "vpc-1",
    publicSubnets: ["subnet-a1", "subnet-b1"],
    privateSubnets: ["subnet-a2", "subnet-a3", "subnet-b2"],
  };
  const subnets = ["subnet-a2", "subnet-b2"];
  const { foundation } = stacksOf(resolved({ network, fileSystems: { shared: { subnets } } }));
  expect(all(foundation, "aws_efs_mount_target").map(({ subnet_id }) => subnet_id)).toEqual(subnets);
});
