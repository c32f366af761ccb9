import { AlarmTopic } from "../../../constructs/observability/alarm-topic";
import { synth } from "../../support/synth";

const made = (emails?: string[]) =>
  synth(
    (stack) =>
      new AlarmTopic(stack, "topic", {
        name: "slipway-dev-alarms",
        account: "111122223333",
        region: "eu-west-1",
        ...(emails && { emails }),
      }),
  );

test("nobody is subscribed by default, and each address once it is named", () => {
  expect(made().types).not.toContain("aws_sns_topic_subscription");
  expect(made(["a@example.com", "b@example.com"]).all("aws_sns_topic_subscription")).toMatchObject([
    { protocol: "email", endpoint: "a@example.com" },
    { protocol: "email", endpoint: "b@example.com" },
  ]);
});

test("only alarms of this account publish, and only over TLS", () => {
  const { Statement } = JSON.parse(made().only("aws_sns_topic_policy").policy as string) as {
    Statement: object[];
  };
  expect(Statement).toEqual([
    expect.objectContaining({
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*" },
        StringEquals: { "aws:SourceAccount": "111122223333" },
      },
    }),
    expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  ]);
});

test("the topic has a rotated key that alarms may use", () => {
  const key = made().only("aws_kms_key");
  expect(key.enable_key_rotation).toBe(true);
  expect(key.policy).toContain("cloudwatch.amazonaws.com");
});
