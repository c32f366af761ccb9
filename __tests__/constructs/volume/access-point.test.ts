import { AccessPoint, type AccessPointProps } from "../../../constructs/volume/access-point";
import { synth } from "../../support/synth";

const props: AccessPointProps = {
  volume: "uploads",
  name: "slipway-dev-web-uploads",
  fileSystem: { fileSystemId: "fs-1", fileSystemArn: "arn:fs-1", securityGroupId: "sg-1" },
  path: "/web/uploads",
  user: { uid: 1000, gid: 1001, groups: [] },
  permissions: "0750",
  writes: true,
};

function made(change: Partial<AccessPointProps> = {}) {
  let point: AccessPoint | undefined;
  const result = synth((stack) => (point = new AccessPoint(stack, "uploads", { ...props, ...change })));
  if (point === undefined) throw new Error("not made");
  return { point, access: result.only("aws_efs_access_point") };
}

test("a service sees one folder, as one user", () => {
  expect(made().access).toEqual({
    file_system_id: "fs-1",
    posix_user: { uid: 1000, gid: 1001 },
    root_directory: {
      path: "/web/uploads",
      creation_info: { owner_uid: 1000, owner_gid: 1001, permissions: "0750" },
    },
    tags: { Name: "slipway-dev-web-uploads" },
  });
});

test("further groups", () => {
  expect(made({ user: { uid: 1, gid: 2, groups: [3, 4] } }).access.posix_user).toEqual({
    uid: 1,
    gid: 2,
    secondary_gids: [3, 4],
  });
});

test("the task comes through TLS and as its own role, never otherwise", () => {
  const { volume } = made().point;
  expect(volume.name).toBe("uploads");
  expect(volume.efsVolumeConfiguration).toMatchObject({
    fileSystemId: "fs-1",
    transitEncryption: "ENABLED",
    authorizationConfig: { iam: "ENABLED" },
  });
});

test("the role may use this access point and no other, and writes only where a container does", () => {
  const { statement } = made().point;
  expect(statement).toEqual({
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    resources: ["arn:fs-1"],
    conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": expect.any(String) } },
  });
  expect(made({ writes: false }).point.statement.actions).toEqual(["elasticfilesystem:ClientMount"]);
});
