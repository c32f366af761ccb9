import type { Info } from "../backend";
import { duration } from "../format";

interface FactsProps {
  readonly info: Info | undefined;
  /** These are facts of an earlier answer. */
  readonly stale: boolean;
}

export function Facts({ info, stale }: FactsProps) {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Release", info?.release],
    ["Environment", info?.environment],
    ["Task definition", info?.taskDefinition ?? (info === undefined ? undefined : "not on ECS")],
    ["Zone", info?.zone ?? (info === undefined ? undefined : "not on ECS")],
    ["Uptime", info === undefined ? undefined : duration(info.uptimeSeconds)],
    ["Runtime", info === undefined ? undefined : `Node ${info.node.replace(/^v/, "")}`],
  ];
  return (
    <section aria-labelledby="facts" className={stale ? "stale" : undefined}>
      <h2 id="facts">{stale && info !== undefined ? "Last known backend" : "Backend"}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="card fact">
            <dt>{name}</dt>
            <dd title={value}>{value ?? "–"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
