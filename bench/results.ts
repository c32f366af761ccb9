import type { Measured } from "./measure";

export interface Row {
  readonly services: number;
  /** Absent when the program refused the job; so is `cdk`. */
  readonly slipway?: Measured;
  readonly cdk?: Measured;
}

export interface Results {
  readonly rows: readonly Row[];
  /** The environment `production` when it builds its images, unchanged since the last run. */
  readonly production?: Measured;
  /** The same, first run after a change of a source. */
  readonly afterChange?: Measured;
  readonly machine: string;
  readonly rounds: number;
}

/** What the README promises; measured here and nowhere else. */
const PROMISES = {
  timesFaster: 8,
  at: [1, 10],
  productionSeconds: 1,
  productionMebibytes: 200,
  /** Time per service may grow by this much from 200 to 500 services. */
  growth: 1.25,
} as const;

const cell = (measured?: Measured) =>
  measured ? `${measured.seconds.toFixed(2)} s, ${measured.mebibytes.toFixed(0)} MiB` : "refused";

const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;

/** The results as a Markdown table. */
export function table({ rows, production, afterChange, machine, rounds }: Results): string {
  return [
    line(["services", "Slipway", "AWS CDK", "times faster"]),
    line(["---:", "---:", "---:", "---:"]),
    ...rows.map(({ services, slipway, cdk }) =>
      line([services, cell(slipway), cell(cdk), slipway && cdk ? times({ slipway, cdk }).toFixed(1) : "-"]),
    ),
    "",
    `production: ${cell(production)}; after a change of a source: ${cell(afterChange)}`,
    `median of ${rounds} runs, ${machine}`,
  ].join("\n");
}

const times = ({ slipway, cdk }: { readonly slipway: Measured; readonly cdk: Measured }) =>
  cdk.seconds / slipway.seconds;

/** One sentence for each promise that does not hold. */
export function brokenPromises({ rows, production }: Results): string[] {
  const broken: string[] = [];
  for (const { services, slipway, cdk } of rows) {
    if (!slipway) {
      broken.push(`Slipway must synthesise ${services} services, got an error`);
      continue;
    }
    if (!PROMISES.at.some((size) => size === services)) continue;
    const found = cdk && times({ slipway, cdk });
    if (found !== undefined && found >= PROMISES.timesFaster) continue;
    const got = found === undefined ? "no time of it" : `${found.toFixed(1)} times faster`;
    broken.push(`${services} services must take an eighth of AWS CDK's time at most, got ${got}`);
  }
  // CPU time, as wall clock differs with what else the machine does.
  const perService = (size: number) => {
    const measured = rows.find(({ services }) => services === size)?.slipway;
    return measured ? measured.cpuSeconds / size : NaN;
  };
  const growth = perService(500) / perService(200);
  if (!(growth <= PROMISES.growth)) {
    broken.push(
      `time must grow with the number of services and no faster, got ${growth.toFixed(2)} times the time per service at 500 as at 200`,
    );
  }
  const { productionSeconds, productionMebibytes } = PROMISES;
  if (!production || production.seconds > productionSeconds || production.mebibytes > productionMebibytes) {
    broken.push(
      `production must take at most ${productionSeconds} s and ${productionMebibytes} MiB, got ${cell(production)}`,
    );
  }
  return broken;
}
