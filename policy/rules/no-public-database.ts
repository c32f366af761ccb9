import type { Rule } from "../rule";
import { isOn } from "../values";

export const noPublicDatabase: Rule = {
  id: "no-public-database",
  doc: "No database has a public address.",
  scope: "all",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  ],
  check: (subject) =>
    subject
      .of("aws_db_instance", "aws_rds_cluster_instance")
      .filter(({ values }) => isOn(values.publicly_accessible))
      .map((resource) => ({
        resource,
        problem: `${resource.address}.publicly_accessible must be false, got true; connect from inside the VPC`,
      })),
};
