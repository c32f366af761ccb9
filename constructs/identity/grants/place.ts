import { Token } from "cdktf";
import { refuse, shown } from "../../../environments/errors";
import { RESOURCE_NAMES, type ResourceName } from "../../../environments/rules/resource-name";
import { partitionOf } from "../../partition";

/** Where a resource lies that is given by its name. */
export interface Place {
  /** 12-digit account. */
  readonly account: string;
  readonly region: string;
}

/** Refuses a name or ARN that is a pattern, or of another kind; references to resources pass. */
export function checked(what: string, value: string, { pattern, must }: ResourceName): string {
  refuse(
    "access",
    pattern.test(value) || Token.isUnresolved(value) ? [] : [`${what} ${must}, got ${shown(value)}`],
  );
  return value;
}

/** The ARN of a resource that is given by its name or by its ARN. */
export function arnOf(
  kind: keyof typeof RESOURCE_NAMES,
  nameOrArn: string,
  fromName: (partition: string) => string,
  { region }: Pick<Place, "region">,
): string {
  checked(kind, nameOrArn, RESOURCE_NAMES[kind]);
  const complete = nameOrArn.startsWith("arn:") || Token.isUnresolved(nameOrArn);
  return complete ? nameOrArn : fromName(partitionOf(region).id);
}
