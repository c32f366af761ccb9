import { findings } from "../../support/rule";
import { TaskRole, type TaskRoleProps } from "../../../constructs/identity/task-role";
import { synth } from "../../support/synth";

const least: TaskRoleProps = { name: "shop-dev-web-task", account: "111122223333", region: "eu-west-1" };
const log = "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop/exec";

const made = (props: TaskRoleProps) => synth((stack) => new TaskRole(stack, "role", props));
const sids = (props: TaskRoleProps): unknown[] => {
  const policy = JSON.parse(String(made(props).only("aws_iam_role_policy").policy)) as {
    Statement: { Sid: string }[];
  };
  return policy.Statement.map(({ Sid }) => Sid);
};

test("without statements the application may do nothing", () => {
  expect(made(least).types).toEqual(["aws_iam_role"]);
  expect(made({ ...least, exec: false }).all("aws_iam_role_policy")).toEqual([]);
});

test("with everything set", () => {
  const full: TaskRoleProps = {
    ...least,
    statements: [{ sid: "ReadOrders", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] }],
    exec: true,
    execLogGroupArn: log,
  };
  expect(sids(full)).toEqual(["ReadOrders", "OpenExecChannel", "FindExecLog", "RecordExec"]);
  expect(made(full).only("aws_iam_role_policy").policy).toContain(`"Resource":["${log}:*"]`);
  expect(findings(made(full).json)).toEqual([]);
});

test("exec that is not recorded gets no rights to logs", () => {
  expect(sids({ ...least, exec: true })).toEqual(["OpenExecChannel"]);
});

test("a service waits for the rights of the role, or for the role itself", () => {
  synth((stack) => {
    const bare = new TaskRole(stack, "bare", least);
    expect(bare.ready).toEqual([bare.role]);
    const able = new TaskRole(stack, "able", { ...least, exec: true });
    expect(able.ready).toEqual([able.policy]);
  });
});

test("only tasks of this account and region assume it", () => {
  const trust = String(made({ ...least, region: "cn-north-1" }).only("aws_iam_role").assume_role_policy);
  expect(trust).toContain('"aws:SourceArn":"arn:aws-cn:ecs:cn-north-1:111122223333:*"');
  expect(trust).toContain('"aws:SourceAccount":"111122223333"');
});

it("shortens a name that IAM would refuse", () => {
  expect(made({ ...least, name: "n".repeat(65) }).all("aws_iam_role")[0]?.name).toMatch(
    /^n{52}--[0-9a-z]{10}$/,
  );
});
