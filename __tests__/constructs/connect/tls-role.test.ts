import { ConnectTlsRole, type ConnectTlsRoleProps } from "../../../constructs/connect/tls-role";
import { synth } from "../../support/synth";

const made = (props: Partial<ConnectTlsRoleProps> = {}) =>
  synth(
    (stack) =>
      new ConnectTlsRole(stack, "role", { name: "shop-dev-web-connect-tls", region: "eu-west-1", ...props }),
  );

test("ECS, and nobody else, gets what AWS's own policy for it allows", () => {
  const result = made();
  expect(result.types).toEqual(["aws_iam_role", "aws_iam_role_policy_attachment"]);
  const role = result.only("aws_iam_role");
  expect(role.name).toBe("shop-dev-web-connect-tls");
  expect(JSON.parse(String(role.assume_role_policy))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" } }],
  });
  expect(result.only("aws_iam_role_policy_attachment").policy_arn).toBe(
    "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
  );
});

test("in China the policy is that of China", () => {
  expect(made({ region: "cn-north-1" }).only("aws_iam_role_policy_attachment").policy_arn).toMatch(
    /^arn:aws-cn:iam::aws:policy\//,
  );
});

test("a key of one's own may be used, and no other", () => {
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
  const { Statement } = JSON.parse(String(made({ kmsKey }).only("aws_iam_role_policy").policy)) as {
    Statement: object[];
  };
  expect(Statement).toEqual([
    {
      Sid: "EncryptPrivateKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"],
      Resource: [kmsKey],
    },
  ]);
});

test("a service that needs the role waits for its rights", () => {
  synth((stack) => {
    const props = { name: "tls", region: "eu-west-1" };
    const role = new ConnectTlsRole(stack, "role", props);
    expect(role.ready).toEqual([role.managed]);
    const withKey = new ConnectTlsRole(stack, "role-with-key", { ...props, kmsKey: "arn:aws:kms:x" });
    expect(withKey.ready).toEqual([withKey.managed, withKey.keyPolicy]);
  });
});

it("shortens a name that IAM would refuse", () => {
  expect(made({ name: "n".repeat(65) }).all("aws_iam_role")[0]?.name).toMatch(/^n{52}--[0-9a-z]{10}$/);
});
