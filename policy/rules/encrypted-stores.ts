import type { JudgedResource } from "../finding";
import { isReplica } from "../readings/replica";
import type { Fault, Rule } from "../rule";
import type { Subject } from "../subject";
import { isOff, isText, nested } from "../values";

/** Stores that AWS leaves unencrypted unless told otherwise, by the switch of each. */
const SWITCHES: Readonly<Record<string, string>> = {
  aws_efs_file_system: "encrypted",
  aws_ebs_volume: "encrypted",
  aws_db_instance: "storage_encrypted",
  aws_rds_cluster: "storage_encrypted",
};

const LOGS = "aws_cloudwatch_log_group";

export const encryptedStores: Rule = {
  id: "encrypted-stores",
  doc: "What AWS does not encrypt by itself is switched on: EFS, EBS volumes (by themselves, in launch templates, and those that ECS makes for tasks), RDS and Aurora. S3, ECR and CloudWatch Logs are always encrypted, with a key of AWS; but where one log group has a key of its own, all have one.",
  scope: "all",
  sources: [
    "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  ],
  check: (subject) => [
    ...Object.entries(SWITCHES).flatMap(([type, name]) =>
      subject
        .of(type)
        // A replica is encrypted as what it copies.
        .filter((store) => isOff(store.values[name]) && !isReplica(store))
        .map((store) => mustBeOn(store, `${store.address}.${name}`)),
    ),
    ...subject.of("aws_launch_template").flatMap(templateFaults),
    ...subject.of("aws_ecs_service").flatMap(taskVolumeFaults),
    ...logFaults(subject),
  ],
};

const mustBeOn = (resource: JudgedResource, what: string): Fault => ({
  resource,
  problem: `${what} must be true, got false; AWS does not encrypt it by itself`,
});

/** What a template says nothing about is as the machine image has it. */
const templateFaults = (template: JudgedResource): Fault[] =>
  nested(template.values.block_device_mappings).flatMap((mapping) =>
    nested(mapping.ebs)
      .filter((ebs) => isOff(ebs.encrypted))
      .map(() =>
        mustBeOn(
          template,
          `${template.address}.block_device_mappings ${String(mapping.device_name)} encrypted`,
        ),
      ),
  );

const taskVolumeFaults = (service: JudgedResource): Fault[] =>
  nested(service.values.volume_configuration).flatMap((volume) =>
    nested(volume.managed_ebs_volume)
      .filter((ebs) => isOff(ebs.encrypted))
      .map(() =>
        mustBeOn(service, `${service.address}.volume_configuration ${String(volume.name)} encrypted`),
      ),
  );

function logFaults(subject: Subject): Fault[] {
  const groups = subject.of(LOGS);
  const hasKey = ({ values }: JudgedResource) => isText(values.kms_key_id);
  if (!groups.some(hasKey)) return [];
  return groups
    .filter((group) => !hasKey(group))
    .map((resource) => ({
      resource,
      problem: `${resource.address}.kms_key_id must name a key, got nothing; other log groups of the environment have a key of their own`,
    }));
}
