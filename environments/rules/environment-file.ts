import { shown } from "../errors";
import { BUCKET } from "./resource-name";

/** Of one task definition, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html */
export const MAX_ENVIRONMENT_FILES = 10;

/** An object in S3: partition, bucket and key. */
const OBJECT = new RegExp(`^arn:(aws[a-z-]*):s3:::(${BUCKET})/([^*?]+)$`);

/** An environment file must be an object in S3 whose key ends in `.env`: ECS takes nothing else. */
export function environmentFileProblems(path: string, files: readonly string[]): string[] {
  const found = files.flatMap((file, index) =>
    OBJECT.test(file) && file.endsWith(".env")
      ? []
      : [
          `${path}[${index}] must be the ARN of an S3 object that ends in .env, such as arn:aws:s3:::config/web.env, got ${shown(file)}`,
        ],
  );
  return files.length > MAX_ENVIRONMENT_FILES
    ? [`${path} must hold at most ${MAX_ENVIRONMENT_FILES} files, got ${files.length}`, ...found]
    : found;
}

/** ARN of the bucket that holds an environment file. */
export const bucketOfObject = (arn: string): string => arn.replace(OBJECT, "arn:$1:s3:::$2");
