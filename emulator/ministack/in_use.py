"""What is in use cannot be deleted, and a priority of a listener is taken once.

MiniStack deletes security groups, subnets, target groups and capacity providers that other resources still use, so that
a deployment in the wrong order would work here and fail in AWS. AWS compares: a group with the rules of other groups and
with all that has a network interface, a target group with listeners and their rules, a priority with the other rules of
the listener, a capacity provider with the services of the cluster.
"""

from ministack.core.responses import error_response_json
from ministack.services import alb, ec2, ecs, efs, rds

REPLACES = {
    alb: ("_ACTION_MAP", "_error", "_lbs", "_listeners", "_p", "_rules", "_tgs"),
    ec2: ("_ACTION_MAP", "_error", "_internet_gateways", "_nat_gateways", "_network_interfaces", "_p", "_security_groups"),
    ecs: (
        "_ACTION_MAP",
        "_clusters",
        "_resolve_capacity_provider_name",
        "_resolve_cluster_name",
        "_resolve_td_key",
        "_services",
        "_task_defs",
    ),
    efs: ("_mount_targets",),
    rds: ("_clusters", "_instances"),
}


def _active_services():
    return [service for service in ecs._services.values() if service["status"] == "ACTIVE"]


def _has_addresses(service):
    """Whether the tasks of a service have network interfaces; those of an unknown definition may have."""
    definition = ecs._task_defs.get(ecs._resolve_td_key(service["taskDefinition"])) or {}
    return definition.get("networkMode", "awsvpc") == "awsvpc"


def _with_interfaces():
    """Security groups and subnets of each resource that has a network interface."""
    for service in _active_services():
        network = (service.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
        if _has_addresses(service) and (service["desiredCount"] > 0 or service["runningCount"] > 0):
            yield network.get("securityGroups") or [], network.get("subnets") or []
    for balancer in alb._lbs.values():
        yield balancer["SecurityGroups"], balancer["Subnets"]
    for database in (*rds._instances.values(), *rds._clusters.values()):
        groups = [group["VpcSecurityGroupId"] for group in database.get("VpcSecurityGroups") or []]
        yield groups, []
    for target in efs._mount_targets.values():
        yield target["SecurityGroups"], [target["SubnetId"]]
    for gateway in ec2._nat_gateways.values():
        if gateway["State"] != "deleted":
            yield [], [gateway["SubnetId"]]
    for interface in ec2._network_interfaces.values():
        groups = [group["GroupId"] if isinstance(group, dict) else group for group in interface.get("Groups") or []]
        yield groups, [interface.get("SubnetId")]


def _named_in_rules(group):
    for other in ec2._security_groups.values():
        if other["GroupId"] == group:
            continue
        for rule in (*other["IpPermissions"], *other["IpPermissionsEgress"]):
            if any(pair.get("GroupId") == group for pair in rule.get("UserIdGroupPairs", [])):
                return True
    return False


def _delete_security_group(original):
    def handler(p):
        group = ec2._p(p, "GroupId")
        if _named_in_rules(group) or any(group in groups for groups, _ in _with_interfaces()):
            return ec2._error("DependencyViolation", f"resource {group} has a dependent object", 400)
        return original(p)

    return handler


def _delete_subnet(original):
    def handler(p):
        subnet = ec2._p(p, "SubnetId")
        if any(subnet in subnets for _, subnets in _with_interfaces()):
            text = f"The subnet '{subnet}' has dependencies and cannot be deleted."
            return ec2._error("DependencyViolation", text, 400)
        return original(p)

    return handler


def _delete_internet_gateway(original):
    def handler(p):
        gateway = ec2._p(p, "InternetGatewayId")
        if (ec2._internet_gateways.get(gateway) or {}).get("Attachments"):
            text = f"The internetGateway '{gateway}' has dependencies and cannot be deleted."
            return ec2._error("DependencyViolation", text, 400)
        return original(p)

    return handler


def _forwards_to(group, action):
    groups = (action.get("ForwardConfig") or {}).get("TargetGroups") or []
    return action.get("TargetGroupArn") == group or any(each["TargetGroupArn"] == group for each in groups)


def _delete_target_group(original):
    def handler(params):
        group = alb._p(params, "TargetGroupArn")
        # Rules go with their listener, and listeners with their load balancer.
        listeners = [each for each in alb._listeners.values() if each["LoadBalancerArn"] in alb._lbs]
        arns = {each["ListenerArn"] for each in listeners}
        rules = [rule for rule in alb._rules.values() if rule["ListenerArn"] in arns]
        actions = [each for listener in listeners for each in listener["DefaultActions"]]
        actions += [each for rule in rules for each in rule["Actions"]]
        if group in alb._tgs and any(_forwards_to(group, action) for action in actions):
            text = f"Target group '{group}' is currently in use by a listener or a rule"
            return alb._error("ResourceInUse", text)
        return original(params)

    return handler


def _priority_in_use(listener, priority, but=()):
    return any(
        rule["ListenerArn"] == listener and str(rule["Priority"]) == priority and arn not in but
        for arn, rule in alb._rules.items()
    )


def _create_rule(original):
    def handler(params):
        priority = alb._p(params, "Priority")
        if _priority_in_use(alb._p(params, "ListenerArn"), priority):
            return alb._error("PriorityInUse", f"Priority '{priority}' is currently in use")
        return original(params)

    return handler


def _set_rule_priorities(original):
    def handler(params):
        wanted = {}
        while arn := alb._p(params, f"RulePriorities.member.{len(wanted) + 1}.RuleArn"):
            wanted[arn] = alb._p(params, f"RulePriorities.member.{len(wanted) + 1}.Priority")
        for arn, priority in wanted.items():
            rule = alb._rules.get(arn)
            if rule and _priority_in_use(rule["ListenerArn"], priority, but=wanted):
                return alb._error("PriorityInUse", f"Priority '{priority}' is currently in use")
        return original(params)

    return handler


def _used_providers(cluster):
    arn = (ecs._clusters.get(cluster) or {}).get("clusterArn")
    return {
        part["capacityProvider"]
        for service in _active_services()
        if service["clusterArn"] == arn
        for part in service.get("capacityProviderStrategy") or []
    }


def _put_capacity_providers(original):
    def handler(data):
        cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
        kept = set(data.get("capacityProviders", []))
        lost = set((ecs._clusters.get(cluster) or {}).get("capacityProviders", [])) - kept
        if lost & _used_providers(cluster):
            text = "The specified capacity provider is in use and cannot be removed."
            return error_response_json("ResourceInUseException", text, 400)
        return original(data)

    return handler


def _delete_capacity_provider(original):
    def handler(data):
        name = ecs._resolve_capacity_provider_name(data.get("capacityProvider", ""))
        if any(name in cluster.get("capacityProviders", []) for cluster in ecs._clusters.values()):
            text = "The capacity provider cannot be deleted because it is associated with cluster."
            return error_response_json("ClientException", text, 400)
        return original(data)

    return handler


def _delete_cluster(original):
    def handler(data):
        arn = (ecs._clusters.get(ecs._resolve_cluster_name(data.get("cluster", "default"))) or {}).get("clusterArn")
        if any(service["clusterArn"] == arn for service in _active_services()):
            text = "The Cluster cannot be deleted while Services are active."
            return error_response_json("ClusterContainsServicesException", text, 400)
        return original(data)

    return handler


CHECKS = {
    alb: {
        "CreateRule": _create_rule,
        "DeleteTargetGroup": _delete_target_group,
        "SetRulePriorities": _set_rule_priorities,
    },
    ec2: {
        "DeleteInternetGateway": _delete_internet_gateway,
        "DeleteSecurityGroup": _delete_security_group,
        "DeleteSubnet": _delete_subnet,
    },
    ecs: {
        "DeleteCapacityProvider": _delete_capacity_provider,
        "DeleteCluster": _delete_cluster,
        "PutClusterCapacityProviders": _put_capacity_providers,
    },
}


def apply() -> None:
    for service, checks in CHECKS.items():
        for action, check in checks.items():
            service._ACTION_MAP[action] = check(service._ACTION_MAP[action])
