import type { DeployRequest } from "./deployment";
import type { Outcome } from "./deploy-environment";
import { DeploymentStopped } from "./errors";
import { summaryJson, summaryText, type Summary } from "./summary";

/** Tells the user what is planned and how it ended: in lines, or in one JSON document. */
export class Reported {
  private readonly summaries: Summary[] = [];

  constructor(private readonly request: Pick<DeployRequest, "json" | "environment" | "yes">) {}

  show(summary: Summary): void {
    this.summaries.push(summary);
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
      this.print({ outcome: kind, error: (error as Error).message });
      throw error;
    }
  }

  private print(result: object): void {
    if (!this.request.json) return;
    const { environment } = this.request;
    // The last one says most: a plan of the services may have come after the others.
    const summary = this.summaries.map((each) => summaryJson(each));
    console.log(JSON.stringify({ environment: environment.name, summary, ...result }, null, 2));
  }
}
