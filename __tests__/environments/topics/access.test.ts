import { only, problemsOf, resolved, stacksOf, all } from "../../support/language";
import type { AccessInput } from "../../../environments/topics/access";

const every: AccessInput[] = [
  { bucket: "shop-files", prefix: "uploads", to: "readwrite" },
  { table: "orders", indexes: ["by-date"], to: "read" },
  { queue: "jobs", to: "consume" },
  { topic: "arn:aws:sns:eu-west-1:444455556666:events.fifo", to: "publish" },
  { secret: "shop/stripe", to: "read" },
  { key: "1234abcd-12ab-34cd-56ef-1234567890ab", to: "decrypt" },
];

test("a service that says nothing may do nothing", () => {
  expect(resolved({}).services[0]).not.toHaveProperty("access");
  const { services } = stacksOf(resolved({}));
  expect(all(services, "aws_iam_role_policy").map(({ name }) => name)).toEqual(["start-tasks"]);
});

test("what is said is what there is", () => {
  expect(resolved({}, { access: every }).services[0]?.access).toEqual(every);
});

test("it becomes the task role's policy, and nobody else's", () => {
  const { services } = stacksOf(resolved({}, { access: every }));
  const policies = all(services, "aws_iam_role_policy");
  const application = policies.find(({ name }) => name === "application");
  const { Statement } = JSON.parse(String(application?.policy)) as { Statement: { Sid: string }[] };
  expect(Statement.map(({ Sid }) => Sid)).toEqual([
    "Access1UseObjects",
    "Access1ListObjects",
    "Access2UseItems",
    "Access2ReadIndexes",
    "Access3ConsumeMessages",
    "Access4Publish",
    "Access5ReadSecret",
    "Access6Decrypt",
  ]);
  expect(policies.find(({ name }) => name === "start-tasks")?.policy).not.toContain("s3:");
});

test.each<[object, string]>([
  [{}, "must name one of bucket, table, queue, topic, secret, key, got {}"],
  [{ buckets: "a" }, 'must name one of bucket, table, queue, topic, secret, key, got {"buckets":"a"}'],
  [
    { bucket: "files--euw1-az1--x-s3", to: "read" },
    '.bucket must be the name or ARN of one general purpose S3 bucket, got "files--euw1-az1--x-s3"',
  ],
  [
    { bucket: "arn:aws:s3:::files--euw1-az1--x-s3", to: "read" },
    '.bucket must be the name or ARN of one general purpose S3 bucket, got "arn:aws:s3:::files--euw1-az1--x-s3"',
  ],
  [{ bucket: "*", to: "read" }, '.bucket must be the name or ARN of one general purpose S3 bucket, got "*"'],
  [{ bucket: "files", to: "admin" }, '.to must be one of "read", "write", "readwrite", got "admin"'],
  [
    { bucket: "files", prefix: "/up", to: "read" },
    '.prefix must be the beginning of object keys, of at most 900 printable ASCII characters without *, ?, ${, %{ or a / in front, got "/up"',
  ],
  ...["%{if}", "a*", "a?", "ä"].map((prefix): [object, string] => [
    { bucket: "files", prefix, to: "read" },
    `.prefix must be the beginning of object keys, of at most 900 printable ASCII characters without *, ?, \${, %{ or a / in front, got "${prefix}"`,
  ]),
  [
    { bucket: "files", to: "read", queue: "jobs" },
    '.queue must be a known property, got "queue"; known are bucket, prefix, to',
  ],
  [{ table: "a", to: "read" }, '.table must be the name or ARN of one DynamoDB table, got "a"'],
  [
    { table: "orders", indexes: ["*"], to: "read" },
    '.indexes[0] must be the name of an index, of 3 to 255 letters, digits, _, . and -, got "*"',
  ],
  [{ queue: "jobs", to: "read" }, '.to must be one of "send", "consume", got "read"'],
  [{ queue: "jo bs", to: "send" }, '.queue must be the name or ARN of one SQS queue, got "jo bs"'],
  [{ topic: "events" }, '.to must be one of "publish", got nothing'],
  [{ topic: "*", to: "publish" }, '.topic must be the name or ARN of one SNS topic, got "*"'],
  [
    { secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/*", to: "read" },
    '.secret must be the name of one Secrets Manager secret, or its complete ARN with the six characters at the end, got "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/*"',
  ],
  [{ secret: "shop", to: "write" }, '.to must be one of "read", got "write"'],
  [
    { key: "alias/shop", to: "decrypt" },
    '.key must be the id or ARN of one KMS key; IAM knows no key by its alias, got "alias/shop"',
  ],
])("refuses %j", (access, message) => {
  const separator = message.startsWith(".") ? "" : " ";
  expect(problemsOf({}, { access: [access] })).toEqual([`services.web.access[0]${separator}${message}`]);
});

test.each(["year=2026", "my files", "a+b", "50%/$5"])("accepts the prefix %j", (prefix) => {
  const access = [{ bucket: "shop-files", prefix, to: "read" }] as const;
  const { services } = stacksOf(resolved({}, { access }));
  expect(JSON.stringify(services)).toContain(`arn:aws:s3:::shop-files/${prefix}/*`);
});

const CHINESE = { account: "111122223333", region: "cn-north-1" };
const ARNS: [object, string, string][] = [
  [{ to: "read" }, "bucket", "arn:aws:s3:::shop-files"],
  [{ to: "read" }, "table", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"],
  [{ to: "send" }, "queue", "arn:aws:sqs:eu-west-1:111122223333:jobs"],
  [{ to: "publish" }, "topic", "arn:aws:sns:eu-west-1:111122223333:events"],
  [{ to: "read" }, "secret", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-a1B2c3"],
  [{ to: "decrypt" }, "key", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
];

test.each(ARNS)("refuses with %j a %s of another partition", (rest, kind, arn) => {
  const access = [{ ...rest, [kind]: arn }];
  expect(problemsOf({}, { access })).toEqual([]);
  expect(problemsOf(CHINESE, { access })).toEqual([
    `services.web.access[0].${kind} must be in the partition of the environment (aws-cn), got "${arn}"`,
  ]);
});

test.each(ARNS.slice(1))("refuses with %j a %s of a region that AWS does not have", (rest, kind, arn) => {
  const wrong = arn.replace("eu-west-1", "eu-wset-1");
  expect(problemsOf({}, { access: [{ ...rest, [kind]: wrong }] })).toEqual([
    `services.web.access[0].${kind} must name a region of the partition aws that environments/rules/partition.ts lists, got "${wrong}"`,
  ]);
});

test.each(["arn:aws:s3:::config/web.env", { object: "arn:aws:s3:::config/web.env" }])(
  "refuses an environment file of another partition, %j",
  (file) => {
    const path = `services.web.environmentFiles[0]${typeof file === "object" ? ".object" : ""}`;
    expect(problemsOf({}, { environmentFiles: [file] })).toEqual([]);
    expect(problemsOf(CHINESE, { environmentFiles: [file] })).toEqual([
      `${path} must be in the partition of the environment (aws-cn), got "arn:aws:s3:::config/web.env"`,
    ]);
  },
);

describe("images from behind a cache", () => {
  const registry = { pullThrough: [{ prefix: "quay", upstream: "quay" }] } as const;
  const uri = (repository: string) => `111122223333.dkr.ecr.eu-west-1.amazonaws.com/${repository}:1.0`;
  const executionPolicy = (repository: string) => {
    const { services } = stacksOf(resolved({ registry }, { image: { uri: uri(repository) } }));
    return JSON.parse(String(only(services, "aws_iam_role_policy").policy)) as {
      Statement: { Sid: string }[];
    };
  };

  it("may be fetched by the first task that needs them", () => {
    expect(executionPolicy("quay/prometheus/prometheus").Statement).toContainEqual({
      Sid: "ImportImages",
      Effect: "Allow",
      Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      Resource: ["arn:aws:ecr:eu-west-1:111122223333:repository/quay/prometheus/prometheus"],
    });
  });

  it("others may not", () => {
    expect(executionPolicy("quayside/web").Statement.map(({ Sid }) => Sid)).not.toContain("ImportImages");
  });
});
