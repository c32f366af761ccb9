import type { Stacks } from "../synthesised";
import { counted } from "../values";
import { NOTHING, reference, type Part } from "./part";
import type { Running } from "./running";

/** Logs, alarms and dashboards, counted; the topic that alarms are sent to. */
export function watch(stacks: Stacks, running: readonly Running[]): Part {
  const groups = stacks.of("aws_cloudwatch_log_group");
  const alarms = stacks.of("aws_cloudwatch_metric_alarm");
  const topics = stacks.of("aws_sns_topic");
  const dashboards = stacks.of("aws_cloudwatch_dashboard");
  const all = [...dashboards, ...groups, ...alarms, ...topics];
  if (all.length === 0) return NOTHING;
  const writing = running.filter(({ containers }) =>
    containers.some(({ logDriver, logGroup }) => logDriver === "awslogs" && logGroup !== ""),
  );
  return {
    nodes: [
      {
        id: "watch",
        kind: "watch",
        zone: "outside",
        title: "CloudWatch",
        lines: [
          ...(groups.length > 0 ? [counted(groups.length, "log group")] : []),
          ...(alarms.length > 0
            ? [`${counted(alarms.length, "alarm")}${topics.length > 0 ? ", sent to a topic" : ""}`]
            : []),
          ...(dashboards.length > 0 ? [counted(dashboards.length, "dashboard")] : []),
        ],
        addresses: all.map(({ address }) => address),
      },
    ],
    edges: [...writing.map(({ id }) => reference(id, "watch", "logs"))],
  };
}
