import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { findings } from "../../../support/rule";
import { grantStatements, type Grant } from "../../../../constructs/identity/grants";
import { bucketStatements } from "../../../../constructs/identity/grants/bucket";
import { keyStatements } from "../../../../constructs/identity/grants/key";
import { queueStatements } from "../../../../constructs/identity/grants/queue";
import { secretStatements } from "../../../../constructs/identity/grants/secret";
import { tableStatements } from "../../../../constructs/identity/grants/table";
import { topicStatements } from "../../../../constructs/identity/grants/topic";
import { TaskRole } from "../../../../constructs/identity/task-role";
import { synth } from "../../../support/synth";

const place = { account: "111122223333", region: "eu-west-1" };
const READ_ITEMS = [
  "dynamodb:BatchGetItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];
const WRITE_ITEMS = [
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:DescribeTable",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
];
const WRITE_OBJECTS = [
  "s3:AbortMultipartUpload",
  "s3:DeleteObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
];
const ORDERS = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

describe("exactly the actions named, on exactly the resource", () => {
  it.each<[string, Grant, readonly object[]]>([
    [
      "read a bucket",
      { bucket: "files", to: "read" },
      [
        { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::files/*"] },
        { actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::files"] },
      ],
    ],
    [
      "write under a prefix",
      { bucket: "arn:aws:s3:::files", prefix: "up/loads/", to: "write" },
      [{ actions: WRITE_OBJECTS, resources: ["arn:aws:s3:::files/up/loads/*"] }],
    ],
    [
      "read and write under a prefix",
      { bucket: "files", prefix: "uploads", to: "readwrite" },
      [
        { actions: ["s3:GetObject", ...WRITE_OBJECTS], resources: ["arn:aws:s3:::files/uploads/*"] },
        {
          actions: ["s3:ListBucket"],
          resources: ["arn:aws:s3:::files"],
          conditions: { StringLike: { "s3:prefix": "uploads/*" } },
        },
      ],
    ],
    ["read a table", { table: "orders", to: "read" }, [{ actions: READ_ITEMS, resources: [ORDERS] }]],
    [
      "write a table; an index is never written to",
      { table: "orders", indexes: ["by-date"], to: "write" },
      [{ actions: WRITE_ITEMS, resources: [ORDERS] }],
    ],
    [
      "read and write a table, and read an index",
      { table: ORDERS, indexes: ["by-date"], to: "readwrite" },
      [
        { actions: [...new Set([...READ_ITEMS, ...WRITE_ITEMS])], resources: [ORDERS] },
        { actions: ["dynamodb:Query", "dynamodb:Scan"], resources: [`${ORDERS}/index/by-date`] },
      ],
    ],
    [
      "send to a queue",
      { queue: "jobs.fifo", to: "send" },
      [
        {
          actions: ["sqs:GetQueueUrl", "sqs:SendMessage"],
          resources: ["arn:aws:sqs:eu-west-1:111122223333:jobs.fifo"],
        },
      ],
    ],
    [
      "consume from a queue of another account",
      { queue: "arn:aws:sqs:eu-west-1:444455556666:jobs", to: "consume" },
      [
        {
          actions: [
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
          ],
          resources: ["arn:aws:sqs:eu-west-1:444455556666:jobs"],
        },
      ],
    ],
    [
      "publish to a topic",
      { topic: "events", to: "publish" },
      [{ actions: ["sns:Publish"], resources: ["arn:aws:sns:eu-west-1:111122223333:events"] }],
    ],
    [
      "read a secret by name",
      { secret: "shop/stripe", to: "read" },
      [
        {
          actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          resources: ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/stripe-??????"],
        },
      ],
    ],
    [
      "read a secret by ARN",
      { secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-a1B2c3", to: "read" },
      [
        {
          actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          resources: ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-a1B2c3"],
        },
      ],
    ],
    [
      "decrypt with a key",
      { key: "arn:aws:kms:eu-west-1:444455556666:key/mrk-0123456789abcdef0123456789abcdef", to: "decrypt" },
      [
        {
          actions: ["kms:Decrypt"],
          resources: ["arn:aws:kms:eu-west-1:444455556666:key/mrk-0123456789abcdef0123456789abcdef"],
        },
      ],
    ],
    [
      "encrypt with a key",
      { key: "1234abcd-12ab-34cd-56ef-1234567890ab", to: "encrypt" },
      [
        {
          actions: ["kms:Encrypt", "kms:GenerateDataKey"],
          resources: ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
        },
      ],
    ],
  ])("%s", (_, grant, statements) => {
    expect(grantStatements([grant], place)).toEqual(
      statements.map((statement) => ({ sid: expect.any(String) as string, ...statement })),
    );
  });
});

test("names become ARNs of the place's partition", () => {
  const china = { account: "111122223333", region: "cn-north-1" };
  expect(bucketStatements({ bucket: "files", to: "write" }, china)[0]?.resources).toEqual([
    "arn:aws-cn:s3:::files/*",
  ]);
  expect(queueStatements({ queue: "jobs", to: "send" }, china)[0]?.resources).toEqual([
    "arn:aws-cn:sqs:cn-north-1:111122223333:jobs",
  ]);
});

test("statements of several grants have names of their own", () => {
  const grants: Grant[] = [
    { bucket: "a-files", to: "readwrite" },
    { bucket: "b-files", to: "read" },
    { key: "1234abcd-12ab-34cd-56ef-1234567890ab", to: "decrypt" },
  ];
  expect(grantStatements(grants, place).map(({ sid }) => sid)).toEqual([
    "Access1UseObjects",
    "Access1ListObjects",
    "Access2UseObjects",
    "Access2ListObjects",
    "Access3Decrypt",
  ]);
  expect(grantStatements([], place)).toEqual([]);
});

const refusal = (message: string) => `access is not valid:\n  - ${message}`;

describe("a pattern is refused, whichever the kind", () => {
  it.each<[() => unknown, string]>([
    [
      () => bucketStatements({ bucket: "*", to: "read" }, place),
      'bucket must be the name or ARN of one general purpose S3 bucket, got "*"',
    ],
    [
      () => bucketStatements({ bucket: "arn:aws:s3:::files/*", to: "read" }, place),
      'bucket must be the name or ARN of one general purpose S3 bucket, got "arn:aws:s3:::files/*"',
    ],
    [
      () => bucketStatements({ bucket: "files", prefix: "*", to: "read" }, place),
      'prefix must be the beginning of object keys, of at most 900 printable ASCII characters without *, ?, ${, %{ or a / in front, got "*"',
    ],
    [
      () => tableStatements({ table: `${ORDERS}*`, to: "read" }, place),
      `table must be the name or ARN of one DynamoDB table, got "${ORDERS}*"`,
    ],
    [
      () => tableStatements({ table: "orders", indexes: ["*"], to: "read" }, place),
      'indexes must be the name of an index, of 3 to 255 letters, digits, _, . and -, got "*"',
    ],
    [
      () => queueStatements({ queue: "*", to: "send" }, place),
      'queue must be the name or ARN of one SQS queue, got "*"',
    ],
    [
      () => queueStatements({ queue: "q".repeat(81), to: "send" }, place),
      `queue must be the name or ARN of one SQS queue, got "${"q".repeat(81)}"`,
    ],
    [
      () => topicStatements({ topic: "arn:aws:sns:eu-west-1:*:events", to: "publish" }, place),
      'topic must be the name or ARN of one SNS topic, got "arn:aws:sns:eu-west-1:*:events"',
    ],
    [
      () => secretStatements({ secret: "shop/*", to: "read" }, place),
      'secret must be the name of one Secrets Manager secret, or its complete ARN with the six characters at the end, got "shop/*"',
    ],
    [
      () => keyStatements({ key: "alias/shop", to: "decrypt" }, place),
      'key must be the id or ARN of one KMS key; IAM knows no key by its alias, got "alias/shop"',
    ],
  ])("%#", (grant, message) => {
    expect(grant).toThrow(refusal(message));
  });
});

test("references to resources pass, and stay references", () => {
  const { json } = synth((stack) => {
    const table = new DynamodbTable(stack, "orders", { name: "orders" });
    new TaskRole(stack, "role", {
      ...place,
      name: "web-task",
      statements: tableStatements({ table: table.arn, indexes: ["by-date"], to: "read" }, place),
    });
  });
  const [role] = Object.values(json.resource?.aws_iam_role_policy ?? {});
  expect(role?.policy).toContain('"Resource":["${aws_dynamodb_table.orders.arn}"]');
  expect(role?.policy).toContain('"Resource":["${aws_dynamodb_table.orders.arn}/index/by-date"]');
  expect(findings(json)).toEqual([]);
});

test("what grants refuse, the policy refuses as well when it is written by hand", () => {
  const { json } = synth((stack) => {
    const { policy } = new TaskRole(stack, "role", {
      ...place,
      name: "web-task",
      statements: bucketStatements({ bucket: "files", to: "read" }, place),
    });
    policy?.addOverride(
      "policy",
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["s3:*"], Resource: ["*"] }] }),
    );
  });
  expect(findings(json)).toEqual([
    expect.stringMatching(/must name its actions, got "s3:\*"; list the ones that are used$/),
    expect.stringMatching(/must name the resources of s3:\*, got "\*"; give their ARNs$/),
  ]);
});
