import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Environment } from "../../../environments/model";
import { clientOptions } from "../../emulator-variables";
import { parseLockObject, type StateLock } from "./lock-info";
import { PARTS, type Stateful } from "../terraform/places";

/** A lock as it lies in the bucket. */
export interface HeldLock {
  readonly part: Stateful;
  readonly lock: StateLock;
  /** Of the object, so that no later lock can be removed in its place. */
  readonly etag: string | undefined;
}

/** Terraform's locks on the states of an environment: `<key>.tflock` beside each. */
export class StateLocks {
  private readonly client: S3Client;

  constructor(private readonly environment: Environment) {
    this.client = new S3Client(clientOptions(environment));
  }

  close(): void {
    this.client.destroy();
  }

  /** @param parts those that a deployment writes, unless told otherwise */
  async all(parts: readonly Stateful[] = PARTS): Promise<HeldLock[]> {
    const found = await Promise.all(parts.map((part) => this.of(part)));
    return found.filter((held) => held !== undefined);
  }

  /** `undefined` when nobody holds it. */
  async of(part: Stateful): Promise<HeldLock | undefined> {
    try {
      const { Body, ETag: etag } = await this.client.send(new GetObjectCommand(this.object(part)));
      const lock = parseLockObject((await Body?.transformToString()) ?? "");
      return lock && { part, lock, etag };
    } catch (error) {
      const { name } = error as Error;
      // Roles of `delivery` may not read the bootstrap's lock, and never hold it.
      if (name === "NoSuchKey" || (part === "state" && name === "AccessDenied")) return undefined;
      throw error;
    }
  }

  /** @returns false when it is gone, or somebody else's by now */
  async remove({ part, lock, etag }: HeldLock): Promise<boolean> {
    const now = await this.of(part);
    if (now?.lock.id !== lock.id) return false;
    try {
      await this.client.send(
        new DeleteObjectCommand({ ...this.object(part), ...(etag !== undefined && { IfMatch: etag }) }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === "PreconditionFailed") return false;
      throw error;
    }
  }

  private object(part: Stateful) {
    const { bucket, prefix } = this.environment.state;
    return { Bucket: bucket, Key: `${prefix}/${part}.tfstate.tflock` };
  }
}
