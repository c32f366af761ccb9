/** `unknown`: the account did not answer, or its answer proves nothing; never counted as well. */
export type Verdict = "pass" | "fail" | "unknown";

/** What `slipway check-access --json` prints. */
export interface AccessReport {
  readonly environment: string;
  readonly service: string;
  /** Family and revision that was judged: the newest one. */
  readonly taskDefinition: string;
  readonly checks: readonly Check[];
}

export interface Check extends Judgement {
  /** Kebab-case, for example `pull-images`. */
  readonly check: string;
  /** What it is about: a role, an image, a secret, a service of AWS. */
  readonly subject: string;
  /** What was asked, in the words of the AWS API. */
  readonly asked: string;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly found: string;
  /** What makes it pass; only of one that does not. */
  readonly repair?: string | undefined;
}

export const pass = (found: string): Judgement => ({ verdict: "pass", found });
export const fail = (found: string, repair: string): Judgement => ({ verdict: "fail", found, repair });
export const unknown = (found: string, repair?: string): Judgement => ({
  verdict: "unknown",
  found,
  ...(repair !== undefined && { repair }),
});
