import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { policyJson } from "../identity/policy";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface AlarmTopicProps {
  /** Name of the topic, letters, digits, `-` and `_`, at most 256 characters. */
  readonly name: string;
  /** 12-digit account whose alarms may publish. */
  readonly account: string;
  readonly region: string;
  /** Addresses that get a mail, after they confirmed. @default none */
  readonly emails?: readonly string[];
}

/**
 * An SNS topic that only CloudWatch alarms of this account and region publish to, and only over TLS. It has a key of its
 * own: alarms can not use the key that AWS manages for SNS, and would fail without a word.
 * Source: https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export class AlarmTopic extends Construct {
  public readonly key: KmsKey;
  public readonly alias: KmsAlias;
  public readonly topic: SnsTopic;
  public readonly policy: SnsTopicPolicy;
  /** In the order of the addresses. */
  public readonly subscriptions: readonly SnsTopicSubscription[];
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const name = physicalName("aws_sns_topic", props.name);

    this.key = new KmsKey(this, "key", {
      description: `Encrypts what the alarms of ${name} say`,
      enableKeyRotation: true,
      policy: keyPolicy(props),
    });
    this.alias = new KmsAlias(this, "alias", { name: `alias/${name}`, targetKeyId: this.key.keyId });
    this.topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: this.key.arn });
    this.policy = new SnsTopicPolicy(this, "policy", {
      arn: this.topic.arn,
      policy: topicPolicy(props, this.topic.arn),
    });
    this.subscriptions = (props.emails ?? []).map(
      (endpoint) =>
        new SnsTopicSubscription(this, `email-${endpoint}`, {
          topicArn: this.topic.arn,
          protocol: "email",
          endpoint,
        }),
    );

    // Through the policy: an alarm that comes before it could not be heard.
    this.arn = this.policy.arn;
  }
}

const keyPolicy = ({ account, region }: AlarmTopicProps): string =>
  policyJson([
    {
      sid: "Owner",
      actions: ["kms:*"],
      resources: ["*"],
      principals: { AWS: `arn:${partitionOf(region).id}:iam::${account}:root` },
    },
    {
      // Whether a message may be sent at all is the topic's policy; this only lets it be encrypted.
      sid: "Alarms",
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      principals: { Service: "cloudwatch.amazonaws.com" },
    },
  ]);

const topicPolicy = ({ account, region }: AlarmTopicProps, topicArn: string): string =>
  policyJson([
    {
      sid: "Alarms",
      actions: ["sns:Publish"],
      resources: [topicArn],
      principals: { Service: "cloudwatch.amazonaws.com" },
      conditions: {
        ArnLike: {
          "aws:SourceArn": `arn:${partitionOf(region).id}:cloudwatch:${region}:${account}:alarm:*`,
        },
        StringEquals: { "aws:SourceAccount": account },
      },
    },
    {
      sid: "TlsOnly",
      effect: "Deny",
      actions: ["sns:Publish"],
      resources: [topicArn],
      principals: "*",
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
