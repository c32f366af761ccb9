import { startRights } from "../../../constructs/task/start-rights";

const key = (id: number) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;

test("nothing to read, nothing allowed", () => expect(startRights({ region: "eu-west-1" })).toEqual([]));

test("exactly the objects, and the location of their buckets", () => {
  const environmentFiles = [
    { object: "arn:aws:s3:::config/b.env" },
    { object: "arn:aws:s3:::config/a.env" },
    { object: "arn:aws:s3:::config/a.env" },
  ];
  expect(startRights({ region: "eu-west-1", environmentFiles })).toEqual([
    {
      sid: "ReadEnvironmentFiles",
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::config/a.env", "arn:aws:s3:::config/b.env"],
    },
    {
      sid: "LocateEnvironmentFiles",
      actions: ["s3:GetBucketLocation"],
      resources: ["arn:aws:s3:::config"],
    },
  ]);
});

test("exactly the secrets of registries", () => {
  expect(startRights({ region: "eu-west-1", credentials: [{ arn: "arn:b" }, { arn: "arn:a" }] })).toEqual([
    {
      sid: "ReadRegistryCredentials",
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["arn:a", "arn:b"],
    },
  ]);
});

test("keys only through the service whose data they encrypt", () => {
  const statements = startRights({
    region: "cn-north-1",
    environmentFiles: [{ object: "arn:aws-cn:s3:::config/a.env", kmsKey: key(1) }],
    credentials: [{ arn: "arn:a", kmsKey: key(2) }],
  });
  const via = (service: string) => ({
    StringEquals: { "kms:ViaService": `${service}.cn-north-1.amazonaws.com.cn` },
  });
  expect(statements.filter(({ actions }) => actions.includes("kms:Decrypt"))).toEqual([
    { sid: "DecryptEnvironmentFiles", actions: ["kms:Decrypt"], resources: [key(1)], conditions: via("s3") },
    {
      sid: "DecryptRegistryCredentials",
      actions: ["kms:Decrypt"],
      resources: [key(2)],
      conditions: via("secretsmanager"),
    },
  ]);
});
