"""A load balancer sends requests to healthy targets, and tells of each target how it is and why.

MiniStack picks any registered target, and calls all of them healthy.
"""

from random import choice

from ministack.services import alb

from target_draining import sending
from target_health import health_of, is_checked, key_of
from target_probe import health_port

REPLACES = {
    alb: (
        "_ACTION_MAP",
        "_error",
        "_forward_to_tg",
        "_p",
        "_parse_targets_param",
        "_proxy_http_target",
        "_targets",
        "_tgs",
        "_xml",
    ),
}

_forward_to_tg = alb._forward_to_tg


async def _forward_to_healthy(tg_arn, method, path, headers, body, query_params, raw_query_string=None, raw_path=None):
    group = alb._tgs.get(tg_arn)

    def chosen():
        targets = alb._targets.get(tg_arn, []) if group and is_checked(group) else []
        # Like the real one: without a healthy target all are tried.
        candidates = [target for target in targets if health_of(group, target).state == "healthy"] or targets
        return choice(candidates) if candidates else None

    with sending(chosen) as target:
        if target is None:
            return await _forward_to_tg(tg_arn, method, path, headers, body, query_params, raw_query_string, raw_path)
        return await alb._proxy_http_target(
            target, group, method, raw_path or path, headers, body, query_params, raw_query_string
        )


def _describe_target_health(params):
    arn = alb._p(params, "TargetGroupArn")
    group = alb._tgs.get(arn)
    if not group:
        return alb._error("TargetGroupNotFound", f"Target group '{arn}' not found.")
    wanted = {target["Id"] for target in alb._parse_targets_param(params)}
    members = []
    for target in alb._targets.get(arn, []):
        if wanted and target["Id"] not in wanted:
            continue
        _, address, port = key_of(group, target)
        state, verdict = health_of(group, target)
        members.append(
            f"<member><Target><Id>{address}</Id><Port>{port}</Port></Target>"
            f"<HealthCheckPort>{health_port(group, port)}</HealthCheckPort><TargetHealth><State>{state}</State>"
            + (f"<Reason>{verdict.reason}</Reason><Description>{verdict.description}</Description>" if verdict else "")
            + "</TargetHealth></member>"
        )
    inner = f"<TargetHealthDescriptions>{''.join(members)}</TargetHealthDescriptions>"
    return alb._xml(200, "DescribeTargetHealth", inner)


def apply() -> None:
    alb._forward_to_tg = _forward_to_healthy
    alb._ACTION_MAP["DescribeTargetHealth"] = _describe_target_health
