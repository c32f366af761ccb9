import type { ReleaseRecord } from "../../release/record";
import type { DeployRequest, Outcome } from "./deployment";
import { DeploymentStopped } from "./errors";
import { merged, summaryJson, summaryText, type Summary } from "./plan/summary";

/** Tells the user what is planned and how it ended: in lines, or in one JSON document. */
export class Reported {
  private summary: Summary | undefined;
  /** Recorded by the deployment; it stays when a removal fails afterwards. */
  release?: ReleaseRecord;

  constructor(private readonly request: Pick<DeployRequest, "json" | "environment">) {}

  show(summary: Summary): void {
    this.summary = merged(this.summary, summary);
    const { json } = this.request;
    for (const line of summaryText(summary)) (json ? console.error : console.log)(line);
  }

  async during(work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      const outcome = await work();
      const { changed, release } = outcome;
      this.print({ outcome: changed ? "deployed" : "unchanged", ...(release && { release }) });
      return outcome;
    } catch (error) {
      const kind = error instanceof DeploymentStopped ? "stopped" : "failed";
      this.print({
        outcome: kind,
        error: (error as Error).message,
        ...(this.release && { release: this.release }),
      });
      throw error;
    }
  }

  private print(result: object): void {
    if (!this.request.json) return;
    const { environment } = this.request;
    const summary = this.summary && { summary: summaryJson(this.summary) };
    console.log(JSON.stringify({ environment: environment.name, ...summary, ...result }, null, 2));
  }
}
