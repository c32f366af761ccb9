/** How AWS resources of one kind may be named here: by their own name or by their complete ARN, never by a pattern. */
export interface ResourceName {
  readonly pattern: RegExp;
  /** The sentence that follows the property's name when the pattern does not hold. */
  readonly must: string;
}

const arn = (service: string, rest: string) => `arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${rest}`;
const either = (name: string, complete: string) => new RegExp(`^(?:${complete}|${name})$`);

/**
 * No directory bucket: its objects take `s3express:CreateSession`, and actions such as `s3:GetObject` do nothing there.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-authenticating-authorizing.html
 */
export const BUCKET = "(?![a-z0-9.-]*--x-s3(?![a-z0-9.-]))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
const TABLE = "[A-Za-z0-9_.-]{3,255}";
const QUEUE = "(?=.{1,80}$)[A-Za-z0-9_-]+(?:\\.fifo)?";
const TOPIC = "(?=.{1,256}$)[A-Za-z0-9_-]+(?:\\.fifo)?";
const SECRET = "[A-Za-z0-9/_+=.@!-]{1,512}";
const KEY = "(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

export const RESOURCE_NAMES = {
  bucket: {
    pattern: either(BUCKET, `arn:aws[a-z-]*:s3:::${BUCKET}`),
    must: "must be the name or ARN of one general purpose S3 bucket",
  },
  table: {
    pattern: either(TABLE, arn("dynamodb", `table/${TABLE}`)),
    must: "must be the name or ARN of one DynamoDB table",
  },
  queue: {
    pattern: either(QUEUE, arn("sqs", "[A-Za-z0-9_-]{1,80}(?:\\.fifo)?")),
    must: "must be the name or ARN of one SQS queue",
  },
  topic: {
    pattern: either(TOPIC, arn("sns", "[A-Za-z0-9_-]{1,256}(?:\\.fifo)?")),
    must: "must be the name or ARN of one SNS topic",
  },
  secret: {
    pattern: either(SECRET, arn("secretsmanager", `secret:${SECRET}-[A-Za-z0-9]{6}`)),
    must: "must be the name of one Secrets Manager secret, or its complete ARN with the six characters at the end",
  },
  key: {
    pattern: either(KEY, arn("kms", `key/${KEY}`)),
    must: "must be the id or ARN of one KMS key; IAM knows no key by its alias",
  },
} as const satisfies Readonly<Record<string, ResourceName>>;

/**
 * The beginning of S3 object keys. IAM would read `*` and `?` as patterns and `${` as a variable, and Terraform `${` and
 * `%{` as expressions; a policy holds no control characters.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export const OBJECT_PREFIX = {
  pattern: /^(?!\/)(?:(?![$%]\{)[ -)+->@-~]){1,900}$/,
  must: "must be the beginning of object keys, of at most 900 printable ASCII characters without *, ?, ${, %{ or a / in front",
} as const satisfies ResourceName;

export const TABLE_INDEX = {
  pattern: /^[A-Za-z0-9_.-]{3,255}$/,
  must: "must be the name of an index, of 3 to 255 letters, digits, _, . and -",
} as const satisfies ResourceName;
