import { LaunchVolume, type LaunchVolumeProps } from "../../../constructs/volume/launch-volume";
import { synth } from "../../support/synth";

const props: LaunchVolumeProps = {
  volume: "data",
  roleName: "slipway-dev-web-ebs",
  region: "eu-west-1",
  sizeGiB: 20,
  type: "gp3",
  format: "xfs",
};
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/k";

function made(change: Partial<LaunchVolumeProps> = {}) {
  const volumes: LaunchVolume[] = [];
  const result = synth((stack) => volumes.push(new LaunchVolume(stack, "data", { ...props, ...change })));
  const [volume] = volumes;
  if (volume === undefined) throw new Error("not made");
  return { result, volume };
}

test("the task definition leaves the volume to the service, which has it encrypted", () => {
  const { volume } = made();
  expect(volume.volume).toEqual({ name: "data", configureAtLaunch: true });
  expect(volume.configuration).toEqual({
    name: "data",
    managedEbsVolume: {
      roleArn: expect.any(String),
      encrypted: true,
      volumeType: "gp3",
      sizeInGb: 20,
      fileSystemType: "xfs",
      tagSpecifications: [{ resourceType: "volume", propagateTags: "SERVICE" }],
    },
  });
});

test("every setting reaches ECS", () => {
  const all = {
    sizeGiB: 100,
    iops: 4000,
    throughputMiBps: 500,
    kmsKey: KEY,
    format: "ext4",
    snapshot: "snap-1",
    initializationMiBps: 200,
  } as const;
  expect(made(all).volume.configuration.managedEbsVolume).toMatchObject({
    sizeInGb: 100,
    iops: 4000,
    throughput: 500,
    kmsKeyId: KEY,
    fileSystemType: "ext4",
    snapshotId: "snap-1",
    volumeInitializationRate: 200,
  });
});

test("ECS, and nothing else, has the role with the policy that it asks for", () => {
  const { result, volume } = made();
  expect(result.only("aws_iam_role").name).toBe("slipway-dev-web-ebs");
  expect(JSON.parse(String(result.only("aws_iam_role").assume_role_policy))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: "ecs.amazonaws.com" } }],
  });
  expect(result.only("aws_iam_role_policy_attachment").policy_arn).toBe(
    "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes",
  );
  expect(volume.ready).toEqual([volume.managed]);
});

test("a key of one's own may be used through EBS only, and nothing without one", () => {
  expect(made().result.types).not.toContain("aws_iam_role_policy");
  const { result, volume } = made({ kmsKey: KEY });
  const { Statement } = JSON.parse(String(result.only("aws_iam_role_policy").policy)) as {
    Statement: unknown[];
  };
  const byEbs = { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" };
  expect(Statement).toEqual([
    {
      Sid: "EncryptVolumes",
      Effect: "Allow",
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: [KEY],
      Condition: { StringEquals: byEbs },
    },
    {
      Sid: "LendKeyToVolumes",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: [KEY],
      Condition: { StringEquals: byEbs, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ]);
  expect(volume.ready).toEqual([volume.managed, volume.keyPolicy]);
});

test("Windows on instances has NTFS", () => {
  const platform = {
    launch: "ec2",
    operatingSystem: "windows-server-2022-core",
    networkMode: "awsvpc",
  } as const;
  expect(made({ format: "ntfs", platform }).volume.configuration.managedEbsVolume).toMatchObject({
    fileSystemType: "ntfs",
  });
});

test("what EBS would refuse is refused here", () => {
  expect(() => made({ iops: 2999, format: "ntfs" })).toThrow(
    'volume "data" is not valid:\n' +
      '  - format must be "xfs", "ext4" or "ext3" on Linux, got "ntfs"\n' +
      '  - iops must be a whole number from 3000 to 16000 for "gp3", got 2999',
  );
});
