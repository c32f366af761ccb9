import type { FileSystemInput } from "../../../environments/topics/file-systems";
import { problemsOf, resolved } from "../../support/language";

const fileSystemOf = (input: FileSystemInput, isProtected = false) =>
  resolved({ protected: isProtected, fileSystems: { shared: input } }).fileSystems?.[0];
const problems = (input: object) => problemsOf({ fileSystems: { shared: input } });

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/k";
const DEFAULTS = {
  kind: "new",
  name: "shared",
  backups: true,
  infrequentAccessAfterDays: 30,
  returnOnAccess: false,
  performance: "general-purpose",
  throughput: "elastic",
  deletionProtection: false,
};

test("an environment without file systems has none", () => {
  expect(resolved({})).not.toHaveProperty("fileSystems");
});

test("a file system needs nothing", () => {
  expect(fileSystemOf({})).toEqual(DEFAULTS);
});

test("a protected environment does not delete it", () => {
  expect(fileSystemOf({}, true)).toEqual({ ...DEFAULTS, deletionProtection: true });
  expect(fileSystemOf({ deletionProtection: false }, true)).toEqual(DEFAULTS);
});

test("everything can be set", () => {
  expect(
    fileSystemOf({
      kmsKey: KEY,
      backups: false,
      infrequentAccessAfterDays: 1,
      archiveAfterDays: 90,
      returnOnAccess: true,
      deletionProtection: true,
    }),
  ).toEqual({
    ...DEFAULTS,
    kmsKey: KEY,
    backups: false,
    infrequentAccessAfterDays: 1,
    archiveAfterDays: 90,
    returnOnAccess: true,
    deletionProtection: true,
  });
  expect(fileSystemOf({ performance: "max-io", throughput: { provisionedMiBps: 128 } })).toEqual({
    ...DEFAULTS,
    performance: "max-io",
    throughput: { provisionedMiBps: 128 },
  });
  expect(fileSystemOf({ throughput: "bursting" })).toEqual({ ...DEFAULTS, throughput: "bursting" });
});

test("files can stay in Standard", () => {
  expect(fileSystemOf({ infrequentAccessAfterDays: false, archiveAfterDays: false })).not.toHaveProperty(
    "infrequentAccessAfterDays",
  );
});

test("one that is there needs its id and the group of its mount targets", () => {
  const existing = { id: "fs-0a1b2c3d4e5f67890", securityGroup: "sg-0a1b" };
  expect(fileSystemOf(existing)).toEqual({ kind: "existing", name: "shared", ...existing });
  expect(problems({ id: "fs-0a1b2c3d" })).toEqual([
    "fileSystems.shared.securityGroup must be a security group id such as sg-0a1b, got nothing",
  ]);
});

describe("refusals", () => {
  const days = "must be one of 1, 7, 14, 30, 60, 90, 180, 270, 365";
  test.each<[object, string]>([
    [{ kmsKey: "alias/k" }, 'kmsKey must be the ARN of a KMS key, got "alias/k"'],
    [{ backups: "daily" }, 'backups must be true or false, got "daily"'],
    [{ infrequentAccessAfterDays: 31 }, `infrequentAccessAfterDays ${days}, got 31`],
    [{ archiveAfterDays: 2 }, `archiveAfterDays ${days}, got 2`],
    [{ returnOnAccess: 1 }, "returnOnAccess must be true or false, got 1"],
    [
      { performance: "maxIO" },
      'performance must be one of "general-purpose", "max-io", got "maxIO"; did you mean "max-io"?',
    ],
    [{ throughput: "provisioned" }, 'throughput must be one of "elastic", "bursting", got "provisioned"'],
    [
      { throughput: { provisionedMiBps: 3415 } },
      "throughput.provisionedMiBps must be a whole number from 1 to 3414, got 3415",
    ],
    [{ deletionProtection: "yes" }, 'deletionProtection must be true or false, got "yes"'],
    [{ subnets: [] }, "subnets must name at least one subnet, got []"],
    [
      { id: "shared", securityGroup: "sg-1" },
      'id must be the id of an EFS file system such as fs-0a1b2c3d4e5f67890, got "shared"',
    ],
  ])("%j", (input, message) => {
    expect(problems(input)).toEqual([`fileSystems.shared.${message}`]);
  });
  test("its name is like that of a service", () => {
    expect(problemsOf({ fileSystems: { Shared: {} } })).toEqual([
      expect.stringContaining(
        "must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters",
      ),
    ]);
  });
});
