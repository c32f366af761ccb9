import type { State } from "../history";

const shapes: Readonly<Record<State, string>> = {
  checking: "M12 7v5l3.2 2",
  up: "M7.5 12.4l3 3 6-6.6",
  slow: "M12 7v5l3.2 2",
  down: "M8.5 8.5l7 7M15.5 8.5l-7 7",
};

/** A shape for each state, so that colour is never the only sign. */
export function StatusIcon({ state }: { readonly state: State }) {
  return (
    <svg className="status-icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="11" />
      <path d={shapes[state]} />
    </svg>
  );
}
