import {
  DescribeSecurityGroupsCommand,
  type Filter,
  paginateDescribeSecurityGroupRules,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { itemsOf } from "../../../aws/items-of";
import type { Values } from "../../../../plan/plan-json";
import { number, text } from "../../../../plan/resources";
import { filter, withTags } from "./filters";
import { byName, type Finder, type Finders } from "./finder";

/** What EC2 reports for a rule of all protocols, where the provider has nothing. */
const ALL_PORTS = -1;

export const SECURITY_GROUPS: Finders = {
  aws_security_group: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const name = text(planned, "name");
    const ask = async (filters: Filter[]) => {
      const Filters = [filter("vpc-id", vpc), ...filters];
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      return SecurityGroups.filter(({ VpcId }) => VpcId === vpc);
    };
    const prefix = text(planned, "name_prefix") ?? "";
    // A name that EC2 completes is found by its beginning and its tags.
    const found =
      name === undefined
        ? (await withTags(planned, tags, ask)).filter(({ GroupName = "" }) => GroupName.startsWith(prefix))
        : (await ask([filter("group-name", name)])).filter(({ GroupName }) => GroupName === name);
    return found.map(({ GroupId }) => GroupId);
  }),
  aws_vpc_security_group_egress_rule: rule(true),
  aws_vpc_security_group_ingress_rule: rule(false),
};

function rule(isEgress: boolean): Finder {
  return byName("security_group_id", async (group, { ec2: client }, planned) => {
    const pages = paginateDescribeSecurityGroupRules({ client }, { Filters: [filter("group-id", group)] });
    const rules = await itemsOf(pages, ({ SecurityGroupRules }) => SecurityGroupRules);
    return rules
      .filter(
        (found) =>
          found.GroupId === group &&
          found.IsEgress === isEgress &&
          isSame(found, planned) &&
          isFromSame(found, planned),
      )
      .map(({ SecurityGroupRuleId }) => SecurityGroupRuleId);
  });
}

const isSame = ({ IpProtocol, FromPort, ToPort }: SecurityGroupRule, planned: Values): boolean =>
  IpProtocol === planned.ip_protocol &&
  (FromPort ?? ALL_PORTS) === (number(planned, "from_port") ?? ALL_PORTS) &&
  (ToPort ?? ALL_PORTS) === (number(planned, "to_port") ?? ALL_PORTS);

/** EC2 takes one source or destination for a rule; none is known while the group that it names is not. */
function isFromSame(found: SecurityGroupRule, planned: Values): boolean {
  const pairs = [
    [found.CidrIpv4, text(planned, "cidr_ipv4")],
    [found.CidrIpv6, text(planned, "cidr_ipv6")],
    [found.PrefixListId, text(planned, "prefix_list_id")],
    [found.ReferencedGroupInfo?.GroupId, text(planned, "referenced_security_group_id")],
  ];
  return pairs.some(([there, wanted]) => wanted !== undefined && wanted === there);
}
