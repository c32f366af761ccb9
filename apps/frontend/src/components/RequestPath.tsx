import { short } from "../format";
import type { State } from "../history";

/** The way of one request; its last link takes the colour of the state. */
export function RequestPath({ state, task }: { readonly state: State; readonly task: string | undefined }) {
  return (
    <ol className={`path ${state}`} aria-label="The way of a request">
      <li>
        <strong>Browser</strong>
        <span className="quiet">GET /api/info</span>
      </li>
      <li>
        <strong>Load balancer</strong>
        <span className="quiet">rule /api/*</span>
      </li>
      <li>
        <strong>Backend task</strong>
        <span className="quiet">{task === undefined ? "not seen yet" : short(task)}</span>
      </li>
    </ol>
  );
}
