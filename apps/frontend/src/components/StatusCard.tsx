import { clockTime, latency } from "../format";
import { lastAnswer, medianLatency, type State } from "../history";
import type { Backend } from "../useBackend";
import { LatencyChart } from "./LatencyChart";
import { StatusIcon } from "./StatusIcon";

interface StatusCardProps {
  readonly state: State;
  readonly backend: Backend;
  readonly automatic: boolean;
  readonly onAutomatic: (automatic: boolean) => void;
}

const headlines: Readonly<Record<State, string>> = {
  checking: "Asking the backend",
  up: "Backend is reachable",
  slow: "Backend is slow",
  down: "Backend is not reachable",
};

export function StatusCard({ state, backend, automatic, onAutomatic }: StatusCardProps) {
  const last = backend.history.at(-1);
  const median = medianLatency(backend.history);
  return (
    <section className={`card status ${state}`} aria-label="Backend status">
      <div className="status-row">
        <StatusIcon state={state} />
        <div className="status-text" role="status">
          <h1>{headlines[state]}</h1>
          <p>{explanation(state, backend)}</p>
        </div>
        <dl className="latency">
          <dt>Latency</dt>
          <dd>{last?.kind === "answered" ? latency(last.latencyMs) : "–"}</dd>
          <dd className="quiet">{median === undefined ? "no answer yet" : `median ${latency(median)}`}</dd>
        </dl>
      </div>
      <LatencyChart history={backend.history} />
      <div className="controls">
        <span className="quiet">
          {last === undefined ? "Not checked yet" : <>Checked at {clockTime(last.at)}</>}
        </span>
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={automatic}
            onChange={(event) => onAutomatic(event.target.checked)}
          />
          <span>Every 5 s</span>
        </label>
        <button type="button" onClick={backend.check} aria-disabled={backend.busy}>
          {backend.waiting ? "Waiting…" : "Check now"}
        </button>
      </div>
    </section>
  );
}

function explanation(state: State, { history, waiting }: Backend): string {
  const last = history.at(-1);
  if (state === "down" && last?.kind === "failed") {
    const answer = lastAnswer(history);
    return answer === undefined ? last.reason : `${last.reason} It last answered at ${clockTime(answer.at)}.`;
  }
  if (waiting) return "No answer for more than a second; still waiting.";
  if (state === "slow") return "It answers, but takes more than a second to do so.";
  return last?.kind === "answered" ? last.info.greeting : "The first answer is on its way.";
}
