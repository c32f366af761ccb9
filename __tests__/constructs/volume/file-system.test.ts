import { existingFileSystem, FileSystem, type FileSystemProps } from "../../../constructs/volume/file-system";
import { synth } from "../../support/synth";

const always: FileSystemProps = {
  name: "slipway-dev-shared",
  network: { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] },
  backups: true,
  returnOnAccess: false,
  performance: "general-purpose",
  throughput: "elastic",
  deletionProtection: false,
};
const props: FileSystemProps = { ...always, infrequentAccessAfterDays: 30 };
const withoutTransitions = () => synth((stack) => new FileSystem(stack, "files", always));
const made = (change: Partial<FileSystemProps> = {}) =>
  synth((stack) => new FileSystem(stack, "files", { ...props, ...change }));
const settings = (change: Partial<FileSystemProps>) => made(change).only("aws_efs_file_system");

test("a file system is encrypted, and has its name as token", () => {
  expect(made().only("aws_efs_file_system")).toEqual({
    creation_token: "slipway-dev-shared",
    encrypted: true,
    performance_mode: "generalPurpose",
    throughput_mode: "elastic",
    lifecycle_policy: [{ transition_to_ia: "AFTER_30_DAYS" }],
    tags: { Name: "slipway-dev-shared" },
  });
});

test("a key of one's own encrypts it", () => {
  expect(settings({ kmsKey: "arn:aws:kms:eu-west-1:1:key/k" })).toMatchObject({
    encrypted: true,
    kms_key_id: "arn:aws:kms:eu-west-1:1:key/k",
  });
});

test("Terraform does not delete a protected one", () => {
  expect(settings({ deletionProtection: true }).lifecycle).toEqual({ prevent_destroy: true });
});

test("each transition is a policy of its own", () => {
  const all = { infrequentAccessAfterDays: 1, archiveAfterDays: 90, returnOnAccess: true } as const;
  expect(settings(all).lifecycle_policy).toEqual([
    { transition_to_ia: "AFTER_1_DAY" },
    { transition_to_archive: "AFTER_90_DAYS" },
    { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
  ]);
  expect(withoutTransitions().only("aws_efs_file_system").lifecycle_policy).toEqual([]);
});

test("throughput and performance", () => {
  expect(settings({ throughput: "bursting", performance: "max-io" })).toMatchObject({
    throughput_mode: "bursting",
    performance_mode: "maxIO",
  });
  expect(settings({ throughput: { provisionedMiBps: 128 } })).toMatchObject({
    throughput_mode: "provisioned",
    provisioned_throughput_in_mibps: 128,
  });
});

test("there is a mount target in each subnet, behind a group that admits nobody", () => {
  const result = made();
  const group = expect.stringMatching(/^\$\{aws_security_group\.files_security-group_\w+\.id\}$/);
  const target = {
    file_system_id: expect.stringMatching(/^\$\{aws_efs_file_system\.\S+\.id\}$/),
    security_groups: [group],
  };
  expect(result.all("aws_efs_mount_target")).toEqual([
    { ...target, subnet_id: "subnet-1" },
    { ...target, subnet_id: "subnet-2" },
  ]);
  expect(result.only("aws_security_group")).toEqual({
    name: "slipway-dev-shared-files",
    description: "Services that may connect to the file system",
    vpc_id: "vpc-1",
    tags: { Name: "slipway-dev-shared-files" },
  });
  expect(result.types).not.toContain("aws_vpc_security_group_ingress_rule");
});

test("its policy refuses what does not come through TLS, and allows nothing by itself", () => {
  const policy = JSON.parse(String(made().only("aws_efs_file_system_policy").policy)) as unknown;
  expect(policy).toEqual({
    Version: "2012-10-17",
    Id: "slipway-dev-shared",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["*"],
        Resource: [expect.stringMatching(/^\$\{aws_efs_file_system\.\S+\.arn\}$/)],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
});

test("backups are on until somebody switches them off", () => {
  expect(made().only("aws_efs_backup_policy").backup_policy).toEqual({ status: "ENABLED" });
  expect(made({ backups: false }).types).not.toContain("aws_efs_backup_policy");
});

test("what EFS would refuse is refused here, all at once", () => {
  expect(() =>
    made({
      performance: "max-io",
      archiveAfterDays: 14,
      network: { vpcId: "vpc-1", subnetIds: [] },
    }),
  ).toThrow(
    'file system "slipway-dev-shared" is not valid:\n' +
      '  - throughput must be "bursting" or provisioned with performance "max-io", got "elastic"; EFS has elastic throughput for "general-purpose" only\n' +
      "  - archiveAfterDays must be later than infrequentAccessAfterDays (30), got 14; a file goes to Archive by way of Infrequent Access\n" +
      "  - network.subnetIds must name at least one subnet, got none; tasks connect to a mount target",
  );
  expect(() => made({ throughput: { provisionedMiBps: 3415 } })).toThrow(
    "throughput.provisionedMiBps must be from 1 to 3414 MiB per second, got 3415",
  );
});

test("one that is there is known by its ARN", () => {
  const place = { account: "111122223333", region: "cn-north-1" };
  expect(existingFileSystem({ id: "fs-1", securityGroup: "sg-1" }, place)).toEqual({
    fileSystemId: "fs-1",
    fileSystemArn: "arn:aws-cn:elasticfilesystem:cn-north-1:111122223333:file-system/fs-1",
    securityGroupId: "sg-1",
  });
});
