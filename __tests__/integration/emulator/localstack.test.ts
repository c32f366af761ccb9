import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { findEmulator, type Emulator } from "../../../emulator/find";
import { startEmulator } from "../../../emulator/start";
import { credentials, emulatorImageFor, region } from "./support";

let emulator: Emulator | undefined;

afterAll(() => emulator?.stop());

test("LocalStack's last free release starts the same way and keeps a locked state bucket", async () => {
  emulator = await startEmulator({
    image: await emulatorImageFor("localstack-free"),
    kind: "localstack-free",
  });
  expect((await findEmulator(emulator.name))?.kind).toBe("localstack-free");
  const health = (await (await fetch(`${emulator.endpoint}/_localstack/health`)).json()) as {
    version: string;
    services: Record<string, string>;
  };
  expect(health.version).toBe("4.14.0");
  expect(Object.keys(health.services)).toEqual(expect.arrayContaining(["ec2", "iam", "kms", "logs", "s3"]));
  expect(Object.keys(health.services)).not.toContain("ecs");

  const s3 = new S3Client({ endpoint: emulator.endpoint, region, credentials, forcePathStyle: true });
  const state = { Bucket: "state", Key: "production/services.tfstate.tflock" };
  await s3.send(new CreateBucketCommand({ Bucket: state.Bucket }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: state.Bucket,
      VersioningConfiguration: { Status: "Enabled" },
    }),
  );
  const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket: state.Bucket }));
  expect(versioning.Status).toBe("Enabled");
  // Terraform's lock: the second writer is refused.
  await s3.send(new PutObjectCommand({ ...state, Body: "first", IfNoneMatch: "*" }));
  await expect(
    s3.send(new PutObjectCommand({ ...state, Body: "second", IfNoneMatch: "*" })),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
});
