import type { JudgedResource } from "../finding";
import { isReplica } from "../readings/replica";
import type { Rule } from "../rule";
import { isOff, isOn } from "../values";

/** Switches by type: those that must be on, and those that must not. */
const ON: Readonly<Record<string, readonly string[]>> = {
  aws_lb: ["enable_deletion_protection"],
  aws_alb: ["enable_deletion_protection"],
  aws_db_instance: ["deletion_protection"],
  aws_rds_cluster: ["deletion_protection"],
  aws_dynamodb_table: ["deletion_protection_enabled"],
};
const OFF: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ["skip_final_snapshot"],
  aws_rds_cluster: ["skip_final_snapshot"],
  aws_s3_bucket: ["force_destroy"],
  aws_ecr_repository: ["force_delete"],
  aws_ecrpublic_repository: ["force_destroy"],
};

export const deletionProtection: Rule = {
  id: "deletion-protection",
  doc: "In a protected environment nothing that holds data or traffic goes by mistake: balancers, databases and tables have deletion protection, databases leave a last snapshot, and buckets and repositories are not deleted with what is in them.",
  scope: "protected",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#deletion-protection",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  ],
  check: (subject) =>
    [...new Set([...Object.keys(ON), ...Object.keys(OFF)])].flatMap((type) =>
      subject
        .of(type)
        // A replica has no data of its own to lose.
        .filter((resource) => !isReplica(resource))
        .flatMap((resource) => [
          ...(ON[type] ?? [])
            .filter((name) => isOff(resource.values[name]))
            .map((name) => must(resource, name, true)),
          ...(OFF[type] ?? [])
            .filter((name) => isOn(resource.values[name]))
            .map((name) => must(resource, name, false)),
        ]),
    ),
};

const must = (resource: JudgedResource, name: string, value: boolean) => ({
  resource,
  problem: `${resource.address}.${name} must be ${String(value)} in a protected environment, got ${String(!value)}`,
});
