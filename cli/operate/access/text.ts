import { wrapped } from "../../deploy/watch/failure/text";
import type { AccessReport, Check } from "./model";

const WIDTH = "unknown ".length;

/** For people: a paragraph for each check, and at the end how many failed. */
export function accessText({ checks, environment, service, taskDefinition }: AccessReport): string {
  const failed = checks.filter(({ verdict }) => verdict === "fail").length;
  const open = checks.filter(({ verdict }) => verdict === "unknown").length;
  const all = `${checks.length} checks of ${service} in ${environment}`;
  const end = [
    failed === 0 ? `none of ${all} failed` : `${failed} of ${all} failed`,
    ...(open === 0 ? [] : [`${open} could not be answered`]),
  ].join(", ");
  return [`${service} in ${environment}, ${taskDefinition}`, ...checks.flatMap(checkLines), end].join("\n");
}

function checkLines({ asked, check, found, repair, subject, verdict }: Check): string[] {
  return [
    `  ${verdict.padEnd(WIDTH)}${check}: ${subject}`,
    ...wrapped(WIDTH + 2, found),
    ...wrapped(WIDTH + 2, `asked: ${asked}`),
    ...(repair === undefined ? [] : wrapped(WIDTH + 2, `repair: ${repair}`)),
  ];
}
