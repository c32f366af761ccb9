import type { Environment } from "../../environments/model";

interface Attempt {
  readonly environment: Pick<Environment, "account" | "name" | "region">;
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
    const { account, name, region } = environment;
    super(
      [
        `AWS request failed: ${request} (environment ${name}, account ${account}, ${region})`,
        `  ${answer}`,
        ...next.map((line) => `  ${line}`),
      ].join("\n"),
    );
    this.reason = [answer, ...next].join("; ");
  }
}

/** What the AWS SDK reports without credentials has no hint of its own. */
export const noCredentials = (account: string) => ({
  answer: "no AWS credentials were found",
  next: [`Set AWS_PROFILE, or sign in, to account ${account}.`],
});
