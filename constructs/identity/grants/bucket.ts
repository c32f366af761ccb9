import { OBJECT_PREFIX } from "../../../environments/rules/resource-name";
import type { Statement } from "../policy";
import { arnOf, checked, type Place } from "./place";

export interface BucketGrant {
  /** S3 bucket, by name or ARN. */
  readonly bucket: string;
  /** Only objects whose keys begin with this and a `/`. @default every object */
  readonly prefix?: string;
  readonly to: "read" | "write" | "readwrite";
}

const READ = ["s3:GetObject"];
/** Large objects are sent in parts, which must be listed to go on and thrown away to give up. */
const WRITE = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"];

/** Rights to the objects of one bucket; who reads may also list them, and gets "not found" instead of "forbidden". */
export function bucketStatements(grant: BucketGrant, place: Pick<Place, "region">): Statement[] {
  const bucket = arnOf("bucket", grant.bucket, (partition) => `arn:${partition}:s3:::${grant.bucket}`, place);
  const prefix = grant.prefix && checked("prefix", grant.prefix, OBJECT_PREFIX).replace(/\/+$/, "");
  const objects = prefix ? `${bucket}/${prefix}/*` : `${bucket}/*`;
  const reads = grant.to !== "write";
  const writes = grant.to !== "read";
  return [
    {
      sid: "UseObjects",
      actions: [...(reads ? READ : []), ...(writes ? WRITE : [])],
      resources: [objects],
    },
    ...(reads
      ? [
          {
            sid: "ListObjects",
            actions: ["s3:ListBucket"],
            resources: [bucket],
            ...(prefix && { conditions: { StringLike: { "s3:prefix": `${prefix}/*` } } }),
          },
        ]
      : []),
  ];
}
