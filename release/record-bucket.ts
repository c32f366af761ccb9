import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { noCredentials, RequestError } from "../cli/aws/request-error";
import { clientOptions } from "../cli/emulator-variables";
import { ConfigurationError, NotReadyError } from "../environments/errors";
import type { Environment } from "../environments/model";

/** An object as it stands in the bucket. */
interface StoredText {
  readonly text: string;
  /** Names these bytes, so that nobody else's are overwritten. */
  readonly etag: string;
}

/** On what a writing depends: that there is no such object, or that it is still this one. */
type Condition = Pick<PutObjectCommandInput, "IfMatch" | "IfNoneMatch">;

/** Somebody was faster: the object is there, is another one, or is being written. */
const SOMEBODY_WAS_FASTER = new Set(["PreconditionFailed", "ConditionalRequestConflict"]);
const NO_KEY = new Set(["NoSuchKey", "NotFound"]);
const NOT_ALLOWED = new Set(["AccessDenied", "ExpiredToken", "InvalidAccessKeyId", "SignatureDoesNotMatch"]);

/** The caller may not do this; others may. */
export class Denied extends RequestError {}

/** The bucket of an environment's state, as far as records of releases need it. */
export class RecordBucket {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(private readonly environment: Environment) {
    this.client = new S3Client(clientOptions(environment));
    this.bucket = environment.state.bucket;
  }

  close(): void {
    this.client.destroy();
  }

  address(key: string): string {
    return `s3://${this.bucket}/${key}`;
  }

  async read(Key: string): Promise<StoredText | undefined> {
    try {
      const { Body, ETag = "" } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
      return { text: (await Body?.transformToString()) ?? "", etag: ETag };
    } catch (error) {
      if (NO_KEY.has((error as Error).name)) return undefined;
      throw this.explained(error as Error, "s3:GetObject", Key);
    }
  }

  /** Keys below a folder, in their order. */
  async keys(Prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await this.asking("s3:ListBucket", Prefix, () =>
        this.client.send(new ListObjectsV2Command({ Bucket: this.bucket, Prefix, ContinuationToken })),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return keys;
  }

  /** @returns false when the condition does not hold, and nothing was written */
  async write(Key: string, text: string, condition: Condition): Promise<boolean> {
    const object = { Bucket: this.bucket, Key, Body: text, ContentType: "application/json", ...condition };
    try {
      await this.client.send(new PutObjectCommand(object));
      return true;
    } catch (error) {
      const { name } = error as Error;
      // What was to be replaced may be gone.
      if (SOMEBODY_WAS_FASTER.has(name) || NO_KEY.has(name)) return false;
      throw this.explained(error as Error, "s3:PutObject", Key);
    }
  }

  private async asking<T>(action: string, key: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw this.explained(error as Error, action, key);
    }
  }

  /** Failures that are not bugs of ours, in words; anything else as it is. */
  private explained(error: Error, action: string, key: string): Error {
    const { account, name, region } = this.environment;
    const attempt = { environment: this.environment, request: `${action} on "${this.address(key)}"` };
    if (error.name === "NoSuchBucket") {
      return new NotReadyError(`environment "${name}"`, [
        `state.bucket must exist, got "${this.bucket}", which does not; make it with: npx slipway bootstrap ${name}`,
      ]);
    }
    if (error.name === "PermanentRedirect") {
      return new ConfigurationError(`environment "${name}"`, [
        `state.bucket must be in ${region}, got "${this.bucket}", which is in another region`,
      ]);
    }
    if (error.name === "CredentialsProviderError") {
      return new RequestError({ ...attempt, ...noCredentials(account) });
    }
    if (!NOT_ALLOWED.has(error.name)) return error;
    const Refused = error.name === "AccessDenied" ? Denied : RequestError;
    return new Refused({ ...attempt, answer: `${error.name}: ${error.message}` });
  }
}
