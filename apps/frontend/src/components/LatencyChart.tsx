import { latency } from "../format";
import { historyLength, slowMs, type History } from "../history";

const bar = { width: 8, gap: 4, least: 4 };
const height = 56;
const width = historyLength * (bar.width + bar.gap) - bar.gap;

/** The last checks as bars, newest at the right; a failed check is a full bar of its own colour. */
export function LatencyChart({ history }: { readonly history: History }) {
  const answered = history.filter((check) => check.kind === "answered").map((check) => check.latencyMs);
  const top = Math.max(50, ...answered);
  const failures = history.length - answered.length;
  const summary =
    `Last ${history.length} checks: ${answered.length} answered` +
    (answered.length > 0 ? `, slowest ${latency(Math.max(...answered))}` : "") +
    `, ${failures} failed.`;
  const empty = historyLength - history.length;
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={summary}
    >
      {Array.from({ length: historyLength }, (_, index) => {
        const check = history[index - empty];
        // The square root keeps ordinary answers visible beside a slow one.
        const share =
          check?.kind === "answered" ? Math.sqrt(check.latencyMs / top) : check === undefined ? 0 : 1;
        const size = Math.max(bar.least, share * height);
        return (
          <rect
            key={index}
            className={check === undefined ? "none" : kind(check)}
            x={index * (bar.width + bar.gap)}
            y={height - size}
            width={bar.width}
            height={size}
            rx={2}
          />
        );
      })}
    </svg>
  );
}

function kind(check: History[number]): "failed" | "slow" | "answered" {
  if (check.kind === "failed") return "failed";
  return check.latencyMs >= slowMs ? "slow" : "answered";
}
