import { problemsOf, resolved } from "../../support/language";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const secretOf = (secret: object) => resolved({}, { secrets: { A: secret } as never }).services[0]?.secrets.A;
const problems = (secret: object) => problemsOf({}, { secrets: { A: secret } });

test.each<[object, object]>([
  [{ secret: "s" }, { kind: "secret", nameOrArn: "s" }],
  [
    { secret: "s", key: "k", versionStage: "AWSPREVIOUS", kmsKey: KEY },
    { kind: "secret", nameOrArn: "s", key: "k", versionStage: "AWSPREVIOUS", kmsKey: KEY },
  ],
  [
    { secret: "s", versionId: "v".repeat(32) },
    { kind: "secret", nameOrArn: "s", versionId: "v".repeat(32) },
  ],
  [{ parameter: "/p" }, { kind: "parameter", nameOrArn: "/p" }],
  [
    { parameter: "/p", kmsKey: KEY },
    { kind: "parameter", nameOrArn: "/p", kmsKey: KEY },
  ],
])("%j", (secret, expected) => expect(secretOf(secret)).toEqual(expected));

test.each<[object, string]>([
  [
    { secret: "s", versionStage: "a", versionId: "v".repeat(32) },
    "services.web.secrets.A must have a versionStage or a versionId, got both; an id alone names one version",
  ],
  [
    { secret: "s", versionStage: "a:b" },
    'services.web.secrets.A.versionStage must be a text of 1 to 256 characters without a colon, got "a:b"',
  ],
  [
    { secret: "s", versionId: "v" },
    'services.web.secrets.A.versionId must be the id of a version, of 32 to 64 characters, got "v"',
  ],
  [{ secret: "s", kmsKey: "k" }, 'services.web.secrets.A.kmsKey must be the ARN of a KMS key, got "k"'],
  [{ parameter: "p", kmsKey: "k" }, 'services.web.secrets.A.kmsKey must be the ARN of a KMS key, got "k"'],
])("%j is refused", (secret, message) => expect(problems(secret)).toEqual([message]));

test("a version of a parameter is not a property", () => {
  expect(problems({ parameter: "p", versionId: "1" })[0]).toMatch(
    /^services\.web\.secrets\.A\.versionId must be a known property, got "[^"]*"; known are parameter, kmsKey/,
  );
});
