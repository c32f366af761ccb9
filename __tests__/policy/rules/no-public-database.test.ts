import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-public-database");
const types = ["aws_db_instance", "aws_rds_cluster_instance"];

test.each(types)("good: %s without a public address", (type) => {
  expect(problems([resource(`${type}.d`, { publicly_accessible: false })])).toEqual([]);
  expect(problems([resource(`${type}.d`, {})])).toEqual([]);
});

test.each(types)("bad: %s with one", (type) => {
  expect(problems([resource(`${type}.d`, { publicly_accessible: true })])).toEqual([
    `${type}.d.publicly_accessible must be false, got true; connect from inside the VPC`,
  ]);
});
