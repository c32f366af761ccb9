import { arnParts, allowed, ownName, type Stacks } from "../synthesised";
import { counted, listed, unique } from "../values";
import { NOTHING, reference, type Part } from "./part";
import type { Running } from "./running";

/** Secrets and parameters by name, as one place; what is in them is nowhere in a stack. */
export function secrets(stacks: Stacks, running: readonly Running[]): Part {
  const used = running.map(({ id, containers, task }) => ({
    id,
    names: unique(
      [
        ...containers.flatMap((container) => [...container.secrets, container.credentials]),
        ...allowed(stacks, task?.values.task_role_arn)
          .filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"))
          .flatMap(({ resources }) => resources),
      ].flatMap((from) => nameOf(stacks, from)),
    ),
  }));
  const names = unique(used.flatMap((one) => one.names));
  if (names.length === 0) return NOTHING;
  return {
    nodes: [
      {
        id: "secrets",
        kind: "secrets",
        zone: "outside",
        title: counted(names.length, "secret"),
        lines: listed(names, 4),
        addresses: stacks.of("aws_secretsmanager_secret").map(({ address }) => address),
      },
    ],
    edges: used.filter((one) => one.names.length > 0).map(({ id }) => reference(id, "secrets", "reads")),
  };
}

function nameOf(stacks: Stacks, from: string): string[] {
  if (from === "") return [];
  if (from.includes("${")) {
    const [database] = [
      ...stacks.referred(from, "aws_db_instance"),
      ...stacks.referred(from, "aws_rds_cluster"),
    ];
    if (database !== undefined) return [`sign-in of ${ownName(database, "database")}`];
    return stacks.referred(from, "aws_secretsmanager_secret").map(({ values }) => String(values.name));
  }
  const parts = arnParts(from);
  if (parts === undefined) return [from];
  if (parts.service === "ssm") return [parts.resource.replace(/^parameter/, "")];
  return parts.service === "secretsmanager"
    ? [parts.resource.split(":")[1]?.replace(/-\?{6}$|\*$/, "") ?? ""]
    : [];
}
