import { shown } from "../errors";
import type { Environment } from "../model";
import { nameProblem, NAME_RULES, type NamedType } from "./name-rules";

type Named = Pick<Environment, "project" | "loadBalancer" | "state">;

/** A project whose names would begin as AWS keeps them for itself: one problem, however many resources get such a name. */
export function reservedProjectProblems({ project, loadBalancer, state }: Named): string[] {
  const types: readonly NamedType[] = [
    "aws_security_group",
    ...(loadBalancer === undefined ? [] : (["aws_lb"] as const)),
    ...(state.bucket.startsWith(`${project}-`) ? (["aws_s3_bucket"] as const) : []),
  ];
  const type = types.find((each) => nameProblem(NAME_RULES[each], `${project}-name`) !== undefined);
  if (type === undefined) return [];
  return [
    `project must suit the beginning of ${type} names, which have ${NAME_RULES[type].must}, got ${shown(project)}; choose another project`,
  ];
}
