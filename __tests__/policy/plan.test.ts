import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judge, plannedResources, synthesisedResources, type PolicyPlanJson } from "../../policy";

const read = (file: string): unknown => JSON.parse(readFileSync(join(__dirname, "plan", file), "utf8"));

// What Terraform 1 with the AWS provider 6 said of plan/main.tf.json: terraform plan, then terraform show -json.
const plan = read("plan.json") as PolicyPlanJson;
const context = { protected: true, suppressions: [] };
const found = (resources: Parameters<typeof judge>[0]) =>
  judge(resources, context).findings.map(({ address, rule }) => [rule, address]);

const PLANNED = [
  ["no-wildcard-action", "aws_iam_role_policy.known"],
  ["no-world-open-port", "aws_vpc_security_group_ingress_rule.open"],
  ["encrypted-stores", "aws_efs_file_system.shared"],
  ["encrypted-stores", "aws_launch_template.machines"],
  ["encrypted-stores", "aws_cloudwatch_log_group.lost"],
  ["no-public-bucket", "aws_s3_bucket.free"],
  ["no-mutable-tag", "aws_ecs_task_definition.web"],
  ["no-plain-secret", "aws_ecs_task_definition.web"],
  ["deletion-protection", "aws_s3_bucket.logs"],
  ["no-public-task", "aws_ecs_service.web"],
  ["log-retention", "aws_cloudwatch_log_group.lost"],
];

test("a plan of the real Terraform is judged", () => {
  expect(found(plannedResources("shop", plan))).toEqual(PLANNED);
});

test("what a plan does not know is judged where it is written", () => {
  const synthesised = found(synthesisedResources("shop", read("main.tf.json")));
  const onlyThere = synthesised.filter((each) => !PLANNED.some((other) => String(other) === String(each)));
  expect(onlyThere).toEqual([["no-wildcard-action", "aws_iam_role_policy.unknown"]]);
  expect(PLANNED.filter((each) => !synthesised.some((other) => String(other) === String(each)))).toEqual([]);
});

test("what one resource says of another stands where the id is not known yet", () => {
  const door = plannedResources("shop", plan).find(({ address }) => address.endsWith(".door"));
  expect(door?.values.security_group_id).toBe(
    "${aws_security_group.balancer.id} ${aws_security_group.balancer}",
  );
});

test("what nobody wrote is not judged: the provider lists rules of their own in the group that they are for", () => {
  const [group] = plannedResources("shop", {
    planned_values: {
      root_module: {
        resources: [
          {
            address: "aws_security_group.web",
            mode: "managed",
            type: "aws_security_group",
            values: { name: "web", egress: [{ cidr_blocks: ["0.0.0.0/0"] }] },
          },
        ],
      },
    },
    configuration: {
      root_module: { resources: [{ address: "aws_security_group.web", expressions: { name: {} } }] },
    },
  });
  expect(group?.values).toEqual({ name: "web" });
});

test("a bucket whose name AWS made up is known by its id", () => {
  const closed = {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
  const planned = (type: string, values: Record<string, unknown>) => ({
    address: `${type}.a`,
    mode: "managed",
    type,
    values,
  });
  const [bucket, access] = ["aws_s3_bucket", "aws_s3_bucket_public_access_block"];
  const resources = plannedResources("shop", {
    planned_values: {
      root_module: {
        resources: [
          planned(bucket, { bucket: "logs-20260101", bucket_prefix: "logs-", id: "logs-20260101" }),
          planned(access, { bucket: "logs-20260101", ...closed }),
        ],
      },
    },
    configuration: {
      root_module: {
        resources: [
          { address: `${bucket}.a`, expressions: { bucket_prefix: {} } },
          { address: `${access}.a`, expressions: { bucket: {}, ...closed } },
        ],
      },
    },
  });
  expect(found(resources)).toEqual([]);
});

test("instances of one resource, and those of modules, are judged by themselves; data sources are not", () => {
  const named = (address: string, mode = "managed") => ({
    address,
    mode,
    type: "aws_cloudwatch_log_group",
    values: { name: "g" },
  });
  const configured = {
    address: "aws_cloudwatch_log_group.g",
    expressions: { kms_key_id: { references: ["aws_kms_key.k.arn"] } },
  };
  expect(
    plannedResources("shop", {
      planned_values: {
        root_module: {
          resources: [named('aws_cloudwatch_log_group.g["a"]'), named("data.x.y", "data")],
          child_modules: [{ resources: [named("module.m.aws_cloudwatch_log_group.g")] }],
        },
      },
      configuration: { root_module: { resources: [configured] } },
    }).map(({ address, values }) => [address, values.kms_key_id]),
  ).toEqual([
    ['aws_cloudwatch_log_group.g["a"]', "${aws_kms_key.k.arn}"],
    ["module.m.aws_cloudwatch_log_group.g", undefined],
  ]);
  expect(plannedResources("shop", {})).toEqual([]);
});

test("does not judge a resource that a plan takes out of the state, and knows nothing of", () => {
  const left = {
    address: "aws_ecr_repository.api",
    mode: "managed",
    type: "aws_ecr_repository",
    values: null,
  };
  expect(plannedResources("shop", { planned_values: { root_module: { resources: [left] } } })).toEqual([]);
});
