import { Token } from "cdktf";
import { refuse, shown } from "../environments/errors";
import { nameProblem, NAME_RULES, type NamedType } from "../environments/rules/name-rules";
import { fittingName } from "../environments/rules/physical-name";

/**
 * The name that AWS shows: as given when it fits, else its beginning and a hash of it.
 *
 * @param type Terraform type of the resource
 * @throws ConfigurationError when AWS would refuse the name for its characters
 */
export function physicalName(type: NamedType, name: string): string {
  if (Token.isUnresolved(name)) return name;
  const fitting = fittingName(type, name);
  const problem = nameProblem(NAME_RULES[type], fitting);
  refuse(`${type} ${shown(fitting)}`, problem === undefined ? [] : [`name ${problem}`]);
  return fitting;
}
