import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

interface FormRequest {
  readonly host: string;
  /** `Action=...`, to the path "/". */
  readonly body: string;
  readonly region: string;
  /** As the signature names it, for example `sts`. */
  readonly service: string;
  readonly at: Date;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/**
 * Headers of a signed POST of a form, for the one service whose client is not among the packages.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signed(
  { host, body, region, service, at }: FormRequest,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
): Record<string, string> {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const type = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  const amz = {
    "x-amz-date": time,
    ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
  };
  // In the order of their names. The HTTP client adds the host itself.
  const headers = { ...type, host, ...amz };
  const names = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ["POST", "/", "", lines.join(""), names, digest(body)].join("\n");
  const scope = [day, region, service, "aws4_request"];
  const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, [ALGORITHM, time, scope.join("/"), digest(request)].join("\n")).toString("hex");
  return {
    ...type,
    ...amz,
    authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope.join("/")}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
