import { balancingName, targetGroupPatterns } from "../../../environments/rules/physical-name";
import { anywhere, global, of, regional, type Own, type Right, type Rights } from "./right";

/** EC2 gives its resources numbers, not names: the account and the region are all that can be said of them. */
const ec2 =
  (...names: readonly string[]) =>
  (own: Own): Right[] => [
    { actions: of("ec2", ...names, "CreateTags", "DeleteTags"), resources: [regional(own, "ec2", "*/*")] },
  ];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
const balancing =
  (resources: (own: Own) => readonly string[], ...names: readonly string[]) =>
  (own: Own): Right[] => [
    {
      actions: of("elasticloadbalancing", ...names, "AddTags", "RemoveTags"),
      resources: resources(own).map((each) => regional(own, "elasticloadbalancing", each)),
    },
  ];
/** The environment's load balancer, behind whose name AWS adds ids, and others that begin with its prefix. */
const balancers =
  (...kinds: readonly string[]) =>
  ({ prefix }: Own): string[] =>
    kinds.flatMap((kind) => [`${kind}/app/${balancingName(prefix)}/*`, `${kind}/app/${prefix}-*`]);
const LISTENERS = balancers("listener", "listener-rule", "loadbalancer");
const TARGET_GROUPS = ({ prefix }: Own): string[] =>
  targetGroupPatterns(prefix).map((name) => `targetgroup/${name}/*`);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const networkRights: Rights = {
  aws_acm_certificate: (own) => [
    anywhere("acm", "RequestCertificate"),
    {
      actions: of(
        "acm",
        "AddTagsToCertificate",
        "DeleteCertificate",
        "RemoveTagsFromCertificate",
        "UpdateCertificateOptions",
      ),
      resources: [regional(own, "acm", "certificate/*")],
    },
  ],
  aws_acm_certificate_validation: () => [],
  aws_default_security_group: ec2("RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"),
  aws_eip: ec2("AllocateAddress", "DisassociateAddress", "ReleaseAddress"),
  aws_flow_log: (own) => [
    ...ec2("CreateFlowLogs", "DeleteFlowLogs")(own),
    // EC2 asks on behalf of the caller whether the log group may be written.
    anywhere("logs", "CreateLogDelivery", "DeleteLogDelivery"),
  ],
  aws_internet_gateway: ec2(
    "AttachInternetGateway",
    "CreateInternetGateway",
    "DeleteInternetGateway",
    "DetachInternetGateway",
  ),
  aws_lb: balancing(
    balancers("loadbalancer"),
    "CreateLoadBalancer",
    "DeleteLoadBalancer",
    "ModifyLoadBalancerAttributes",
    "SetIpAddressType",
    "SetSecurityGroups",
    "SetSubnets",
  ),
  aws_lb_listener: balancing(
    LISTENERS,
    "AddListenerCertificates",
    "CreateListener",
    "DeleteListener",
    "ModifyListener",
    "ModifyListenerAttributes",
    "RemoveListenerCertificates",
  ),
  aws_lb_listener_certificate: balancing(LISTENERS, "AddListenerCertificates", "RemoveListenerCertificates"),
  aws_lb_listener_rule: balancing(LISTENERS, "CreateRule", "DeleteRule", "ModifyRule", "SetRulePriorities"),
  aws_lb_target_group: balancing(
    TARGET_GROUPS,
    "CreateTargetGroup",
    "DeleteTargetGroup",
    "ModifyTargetGroup",
    "ModifyTargetGroupAttributes",
  ),
  aws_nat_gateway: ec2("CreateNatGateway", "DeleteNatGateway"),
  aws_route: ec2("CreateRoute", "DeleteRoute", "ReplaceRoute"),
  aws_route53_record: (own) => [
    {
      actions: of("route53", "ChangeResourceRecordSets"),
      resources: [global(own, "route53", "hostedzone/*")],
    },
  ],
  aws_route_table: ec2("CreateRouteTable", "DeleteRouteTable"),
  aws_route_table_association: ec2(
    "AssociateRouteTable",
    "DisassociateRouteTable",
    "ReplaceRouteTableAssociation",
  ),
  aws_security_group: ec2(
    "CreateSecurityGroup",
    "DeleteSecurityGroup",
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
  ),
  aws_subnet: ec2("CreateSubnet", "DeleteSubnet", "ModifySubnetAttribute"),
  aws_vpc: ec2("CreateVpc", "DeleteVpc", "ModifyVpcAttribute"),
  aws_vpc_endpoint: ec2("CreateVpcEndpoint", "DeleteVpcEndpoints", "ModifyVpcEndpoint"),
  aws_vpc_security_group_egress_rule: ec2(
    "AuthorizeSecurityGroupEgress",
    "ModifySecurityGroupRules",
    "RevokeSecurityGroupEgress",
  ),
  aws_vpc_security_group_ingress_rule: ec2(
    "AuthorizeSecurityGroupIngress",
    "ModifySecurityGroupRules",
    "RevokeSecurityGroupIngress",
  ),
};
