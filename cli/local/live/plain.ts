import { byClass, totalOf, type LiveService, type LiveState } from "./state";

/** What is new since the last look, as lines that can go into a file. */
export function plainLines(before: LiveState | undefined, now: LiveState): string[] {
  const known = new Set(before?.lines);
  const said = new Map(before?.services.map((service) => [service.name, serviceLine(service)]));
  return [
    ...(now.problem === undefined || now.problem === before?.problem
      ? []
      : [`${timed(now.now)} ${now.problem}`]),
    ...now.services
      .filter((service) => said.get(service.name) !== serviceLine(service))
      .map((service) => `${timed(now.now)} ${service.name} ${serviceLine(service)}`),
    ...now.lines
      .filter((line) => !known.has(line))
      .map(({ time, service, message }) => `${time} ${service} log ${message}`),
  ];
}

function serviceLine({ state, running, desired, targets, answers }: LiveService): string {
  const classes = Object.entries(byClass(answers ?? {})).sort(([a], [b]) => (a < b ? -1 : 1));
  const requests = classes.map(([name, count]) => `${count} ${name}`).join(", ");
  return [
    `${state}, ${running}/${desired} tasks`,
    ...(targets ? [`${targets.healthy}/${targets.registered} targets healthy`] : []),
    ...(answers ? [`${totalOf(answers)} requests${requests === "" ? "" : ` (${requests})`}`] : []),
  ].join(", ");
}

const timed = (time: number): string => new Date(time).toISOString();
