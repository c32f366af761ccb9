import type { Environment } from "../../environments/model";

type Asked = Pick<Environment, "account" | "name" | "region">;

interface Attempt {
  readonly environment: Asked;
  /** What was asked for, for example `s3:GetObject on "s3://bucket/key"`. */
  readonly request: string;
  /** AWS's own words, or why there are none. */
  readonly answer: string;
  /** What to do next, a line each. */
  readonly next?: readonly string[];
}

/** AWS refused a request, or was not reached. Printed without a stack, exit code 1. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  /** The answer and what to do, on one line. */
  readonly reason: string;

  constructor({ answer, environment, next = [], request }: Attempt) {
    super(
      [
        `AWS request failed: ${request} ${asked(environment)}`,
        `  ${answer}`,
        ...next.map((line) => `  ${line}`),
      ].join("\n"),
    );
    this.reason = [answer, ...next].join("; ");
  }
}

/** Where a request was made, for people. */
export const asked = ({ account, name, region }: Asked): string =>
  `(environment ${name}, account ${account}, ${region})`;

/** What the AWS SDK reports without credentials has no hint of its own. */
export const noCredentials = (account: string) => ({
  answer: "no AWS credentials were found",
  next: [`Set AWS_PROFILE, or sign in, to account ${account}.`],
});
