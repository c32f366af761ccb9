import { madeCredentials } from "../../../environments/topics/registry-credentials";
import { problemsOf, resolved } from "../../support/language";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const uri = "registry.example.com/web:1";
const image = (credentials?: object) => ({ uri, ...(credentials && { credentials }) }) as { uri: string };
const credentialsOf = (credentials?: object) => {
  const found = resolved({}, { image: image(credentials) }).services[0]?.image;
  return found?.kind === "external" ? found.credentials : undefined;
};

test.each<[object | undefined, object | undefined]>([
  [undefined, undefined],
  [{ secret: "hub" }, { kind: "given", nameOrArn: "hub" }],
  [
    { secret: "hub", kmsKey: KEY },
    { kind: "given", nameOrArn: "hub", kmsKey: KEY },
  ],
  [{ create: "hub" }, { kind: "made", name: "hub" }],
  [
    { create: "hub", kmsKey: KEY },
    { kind: "made", name: "hub", kmsKey: KEY },
  ],
])("%j", (credentials, expected) => expect(credentialsOf(credentials)).toEqual(expected));

test.each<[object, string]>([
  [
    { secret: "a b" },
    'services.web.image.credentials.secret must be the name of a Secrets Manager secret, or its complete ARN with the six characters at the end, got "a b"',
  ],
  [
    { create: "n".repeat(21) },
    `services.web.image.credentials.create must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters, got "${"n".repeat(21)}"`,
  ],
  [
    { create: "hub", kmsKey: "k" },
    'services.web.image.credentials.kmsKey must be the ARN of a KMS key, got "k"',
  ],
])("%j is refused", (credentials, message) =>
  expect(problemsOf({}, { image: image(credentials) })).toEqual([message]),
);

test("an image in ECR needs none", () => {
  const inEcr = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/web:1";
  expect(problemsOf({}, { image: { uri: inEcr, credentials: { secret: "hub" } } })).toEqual([
    `services.web.image.credentials must not be set for an image in ECR, got "${inEcr}"; ECS signs in there by itself`,
  ]);
});

test("one secret for all who name it, with one key", () => {
  const services = {
    b: {
      image: image({ create: "quay" }),
      containers: { job: { image: image({ create: "hub", kmsKey: KEY }) } },
    },
    a: { image: image({ create: "hub", kmsKey: KEY }) },
  };
  expect(madeCredentials(resolved({ services }).services)).toEqual([
    { kind: "made", name: "hub", kmsKey: KEY },
    { kind: "made", name: "quay" },
  ]);
  expect(problemsOf({ services: { ...services, c: { image: image({ create: "hub" }) } } })).toEqual([
    `services.c.image.credentials.kmsKey must be the same wherever "hub" is made, got nothing and "${KEY}"`,
  ]);
});
