import { sickText } from "../../deploy/watch/failure/targets";
import { wrapped } from "../../deploy/watch/failure/text";
import { eventLine } from "../events";
import { endLines, type TaskSummary } from "../task-summary";
import { ageText, shortDigest, timeText } from "../text";
import type { EnvironmentStatus, ImageStatus, ServiceStatus, TargetsStatus } from "./model";

/** For people: a paragraph for each service, and at the end what is wrong. */
export function statusText({ environment, services }: EnvironmentStatus, now: Date): string {
  return [...services.map((each) => serviceText(each, now)), endOf(environment, services)].join("\n\n");
}

function serviceText(status: ServiceStatus, now: Date): string {
  const { deployment, desired, events, images, pending, running, service, targets, tasks, unread } = status;
  if (deployment === undefined) return `${service}: not there`;
  const { reason, since, state, taskDefinition } = deployment;
  const waiting = pending > 0 ? `, ${pending} pending` : "";
  return [
    `${service}: ${state} since ${timeText(since)}, ${taskDefinition}, ${running} of ${desired} running${waiting}`,
    ...(reason === undefined ? [] : wrapped(2, `ECS: ${reason}`)),
    ...tasks.flatMap(taskLines),
    ...(targets === undefined ? [] : targetLines(targets)),
    ...images.flatMap((each) => wrapped(2, imageLine(each, now))),
    ...events.flatMap((each) => wrapped(2, `event ${eventLine(each)}`)),
    ...unread.flatMap((each) => wrapped(2, each)),
  ].join("\n");
}

function taskLines(task: TaskSummary): string[] {
  const health = task.health === "UNKNOWN" ? "" : `, ${task.health}`;
  const when = task.stoppedAt ?? task.startedAt ?? task.createdAt;
  return [
    `  task ${task.id}: ${task.state}${health} since ${timeText(when)}, ${task.revision}`,
    ...endLines(task).flatMap((line) => wrapped(4, line)),
  ];
}

const targetLines = ({ healthy, registered, unhealthy }: TargetsStatus): string[] => [
  `  targets: ${healthy} of ${registered} healthy`,
  ...unhealthy.flatMap((each) => wrapped(4, sickText(each))),
];

function imageLine({ container, digest, image, pushedAt, release, tags }: ImageStatus, now: Date): string {
  return [
    `image of ${container}: ${image}`,
    ...(tags.length === 0 ? [] : [`tags ${tags.join(" ")}`]),
    // A name that ends with the digest says it already.
    ...(digest === undefined || image.includes(digest) ? [] : [shortDigest(digest)]),
    ...(pushedAt === undefined ? [] : [`pushed ${ageText(pushedAt, now)} ago`]),
    ...(release === undefined ? [] : [`release ${release}`]),
  ].join(", ");
}

function endOf(environment: string, services: readonly ServiceStatus[]): string {
  const troubled = services.filter(({ well }) => !well);
  if (troubled.length === 0) {
    return services.length === 1
      ? `service ${services[0]?.service ?? ""} of ${environment} is as it should be`
      : `all ${services.length} services of ${environment} are as they should be`;
  }
  return [
    "what is wrong:",
    ...troubled.map(
      ({ service, trouble }) => `  ${service}: ${trouble?.problem ?? ""}; look: ${trouble?.next ?? ""}`,
    ),
  ].join("\n");
}
