"""Target health as an Application Load Balancer and ECS use it.

MiniStack calls every registered target healthy, so it sends requests to a task that does not listen yet and
completes the deployment of an application that answers its health check with an error. Here a registered address is
`initial` until it passes one check of its target group, gets no traffic before that, and a deployment completes only
with healthy targets. A task whose target turns unhealthy is stopped and counts as a failure of its deployment.
"""

import http.client
import logging
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from random import choice

from ministack.core.responses import request_scope
from ministack.services import alb, ecs

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
    ecs: (
        "_cleanup_task_resources",
        "_cluster_name_from_arn",
        "_get_docker",
        "_mark_task_stopped",
        "_record_service_task_failure",
        "_record_service_task_healthy",
        "_schedule_service_deployment_completion",
        "_services",
        "_task_ip",
        "_tasks",
    ),
}

logger = logging.getLogger("slipway.health")

# A target that has not answered yet is asked this often, so that a deployment takes no longer than its application.
_INITIAL_INTERVAL = 0.2
_TICK = 0.1
_WORKERS = 8

_forward_to_tg = alb._forward_to_tg
_record_service_task_healthy = ecs._record_service_task_healthy


class _Target:
    """What is known about one registered address."""

    def __init__(self) -> None:
        self.state = "initial"
        self.since = time.monotonic()
        self.due = 0.0
        self.failures = 0
        self.successes = 0
        self.detail = "not checked yet"
        self.busy = False


_health: dict[tuple[str, str, int], _Target] = {}


def _key(group, target) -> tuple[str, str, int]:
    return (group["TargetGroupArn"], str(target["Id"]), int(target.get("Port") or group.get("Port") or 80))


def _is_checked(group) -> bool:
    return group.get("HealthCheckEnabled", True) and group.get("TargetType") in ("ip", "instance")


def _state(group, target) -> str:
    if not _is_checked(group):
        return "healthy"
    known = _health.get(_key(group, target))
    return known.state if known else "initial"


def _accepted(matcher: str, code: int) -> bool:
    for part in str(matcher).split(","):
        low, _, high = part.strip().partition("-")
        if low.isdigit() and int(low) <= code <= int(high or low):
            return True
    return False


def _any_certificate() -> ssl.SSLContext:
    """Load balancers do not verify the certificates of their targets."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _check(group, address: str, port: int) -> tuple[bool, str]:
    """One health check: whether it passed, and what came back."""
    wanted_port = str(group.get("HealthCheckPort", "traffic-port"))
    port = int(wanted_port) if wanted_port.isdigit() else port
    timeout = int(group.get("HealthCheckTimeoutSeconds") or 5)
    protocol = group.get("HealthCheckProtocol", "HTTP")
    try:
        if protocol not in ("HTTP", "HTTPS"):
            socket.create_connection((address, port), timeout).close()
            return True, "connected"
        connection = (
            http.client.HTTPSConnection(address, port, timeout=timeout, context=_any_certificate())
            if protocol == "HTTPS"
            else http.client.HTTPConnection(address, port, timeout=timeout)
        )
        try:
            connection.request("GET", group.get("HealthCheckPath") or "/", headers={"User-Agent": "ELB-HealthChecker/2.0"})
            code = connection.getresponse().status
        finally:
            connection.close()
        return _accepted((group.get("Matcher") or {}).get("HttpCode", "200"), code), f"answered {code}"
    except (OSError, http.client.HTTPException) as error:
        return False, f"did not answer: {error}"


def _judge(group, known: _Target, passed: bool, detail: str) -> str | None:
    """Counts one result; the new state when it changed."""
    now = time.monotonic()
    interval = int(group.get("HealthCheckIntervalSeconds") or 30)
    unhealthy_after = int(group.get("UnhealthyThresholdCount") or 2)
    known.detail = detail
    known.successes, known.failures = (known.successes + 1, 0) if passed else (0, known.failures + 1)
    before = known.state
    if before == "initial":
        # One passed check is enough at first; failing takes as long as the configured checks would.
        if passed:
            known.state = "healthy"
        elif now - known.since >= interval * unhealthy_after:
            known.state = "unhealthy"
    elif before == "healthy" and known.failures >= unhealthy_after:
        known.state = "unhealthy"
    elif before == "unhealthy" and known.successes >= int(group.get("HealthyThresholdCount") or 5):
        known.state = "healthy"
    known.due = now + (_INITIAL_INTERVAL if known.state == "initial" else interval)
    return known.state if known.state != before else None


def _service_tasks(group_arn: str, address: str):
    """(service key, service, task) for each running task behind an address of a target group."""
    for task in list(ecs._tasks.values()):
        if task.get("lastStatus") != "RUNNING" or ecs._task_ip(task) != address:
            continue
        name = task.get("group", "").partition("service:")[2]
        key = f"{ecs._cluster_name_from_arn(task.get('clusterArn', ''))}/{name}"
        service = ecs._services.get(key)
        if service and any(lb.get("targetGroupArn") == group_arn for lb in service.get("loadBalancers") or []):
            yield key, service, task


def _within_grace(service, task) -> bool:
    grace = int(service.get("healthCheckGracePeriodSeconds") or 0)
    started = datetime.fromisoformat(str(task["startedAt"]).replace("Z", "+00:00"))
    return (datetime.now(timezone.utc) - started).total_seconds() < grace


def _replace_unhealthy(group, address: str, detail: str) -> None:
    for _, service, task in _service_tasks(group["TargetGroupArn"], address):
        if _within_grace(service, task):
            continue
        reason = f"Task failed ELB health checks in target group {group['TargetGroupName']}: {address} {detail}"
        logger.warning("ECS: %s", reason)
        if ecs._mark_task_stopped(task["taskArn"], task, reason, "ServiceSchedulerInitiated"):
            ecs._cleanup_task_resources(task, ecs._get_docker())
            ecs._record_service_task_failure(task)


def _examine(account: str, region: str, group, key, known: _Target) -> None:
    try:
        _, address, port = key
        changed = _judge(group, known, *_check(group, address, port))
        with request_scope(account, region):
            if changed == "healthy":
                for service_key, _, task in _service_tasks(key[0], address):
                    cluster = service_key.split("/")[0]
                    ecs._schedule_service_deployment_completion(cluster, service_key, account, region, task)
            elif known.state == "unhealthy":
                _replace_unhealthy(group, address, known.detail)
    except Exception:
        logger.exception("health check of %s", key)
    finally:
        known.busy = False


def _registered():
    """(account, region, target group, key) for every address that is to be checked, over all accounts and regions."""
    for (account, region, arn), group in list(alb._tgs._data.items()):
        if _is_checked(group):
            for target in list(alb._targets._data.get((account, arn), [])):
                yield account, region, group, _key(group, target)


def _check_due(workers: ThreadPoolExecutor) -> None:
    """Asks every registered target whose next check is due; forgets those that are no longer registered."""
    now = time.monotonic()
    registered = list(_registered())
    for account, region, group, key in registered:
        known = _health.setdefault(key, _Target())
        if known.due <= now and not known.busy:
            known.busy = True
            workers.submit(_examine, account, region, group, key, known)
    for gone in set(_health) - {key for *_, key in registered}:
        del _health[gone]


def _watch() -> None:
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="slipway-health") as workers:
        while True:
            try:
                _check_due(workers)
            except Exception:
                # Without this loop every deployment would hang: it goes on, and the log tells why one was late.
                logger.exception("health checks")
            time.sleep(_TICK)


def _passes(service, task) -> bool:
    """Whether a task has passed the health checks of all target groups of its service."""
    address = ecs._task_ip(task)
    groups = [(lb, alb._tgs.get(lb.get("targetGroupArn"))) for lb in service.get("loadBalancers") or []]
    return all(
        not group or not address or _state(group, {"Id": address, "Port": lb.get("containerPort")}) == "healthy"
        for lb, group in groups
    )


def _record_when_healthy(svc_key, task):
    """A task counts for its deployment when its targets are healthy, not when its container has survived a second."""
    service = ecs._services.get(svc_key)
    if service and _passes(service, task):
        _record_service_task_healthy(svc_key, task)


async def _forward_to_healthy(tg_arn, method, path, headers, body, query_params, raw_query_string=None, raw_path=None):
    group = alb._tgs.get(tg_arn)
    targets = alb._targets.get(tg_arn, []) if group and _is_checked(group) else []
    by_state = {}
    for target in targets:
        by_state.setdefault(_state(group, target), []).append(target)
    # Like the real one: without a healthy target the unhealthy ones are tried.
    candidates = by_state.get("healthy") or by_state.get("unhealthy")
    if not candidates:
        return await _forward_to_tg(tg_arn, method, path, headers, body, query_params, raw_query_string, raw_path)
    return await alb._proxy_http_target(
        choice(candidates), group, method, raw_path or path, headers, body, query_params, raw_query_string
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
        _, address, port = _key(group, target)
        state = _state(group, target)
        reason = {"initial": "Elb.InitialHealthChecking", "unhealthy": "Target.FailedHealthChecks"}.get(state)
        members.append(
            f"<member><Target><Id>{address}</Id><Port>{port}</Port></Target><TargetHealth><State>{state}</State>"
            + (f"<Reason>{reason}</Reason>" if reason else "")
            + "</TargetHealth></member>"
        )
    inner = f"<TargetHealthDescriptions>{''.join(members)}</TargetHealthDescriptions>"
    return alb._xml(200, "DescribeTargetHealth", inner)


def apply() -> None:
    alb._forward_to_tg = _forward_to_healthy
    alb._ACTION_MAP["DescribeTargetHealth"] = _describe_target_health
    ecs._record_service_task_healthy = _record_when_healthy
    threading.Thread(target=_watch, name="slipway-health", daemon=True).start()
