"""Target health as an Application Load Balancer and ECS use it.

MiniStack calls every registered target healthy, so it sends requests to a task that does not listen yet and
completes the deployment of an application that answers its health check with an error. Here a registered address is
`initial` until it passes one check of its target group, and a task of a service is as healthy as its targets.

Path, port, matcher, interval, timeout and thresholds are the target group's, with one difference: a target that has not
passed yet is asked every fifth of a second, and one passed check makes it healthy, so that a deployment takes no longer
than its application. Failing takes as long as on AWS.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from ministack.core.responses import new_uuid, now_iso, request_scope
from ministack.services import alb, ecs

import task_health
from target_probe import CHECKED, REGISTERED, Verdict, probe

REPLACES = {alb: ("_targets", "_tgs"), ecs: ("_task_ip", "_tasks")}

logger = logging.getLogger("slipway.health")

# A target that has not answered yet is asked this often, so that a deployment takes no longer than its application.
_INITIAL_INTERVAL = 0.2
_TICK = 0.1
_WORKERS = 8

REASON = "Task failed ELB health checks"

class Health(NamedTuple):
    """State of a target, and what a target that is not healthy has for it."""

    state: str
    verdict: Verdict | None = None


class _Target:
    """What is known about one registered address."""

    def __init__(self) -> None:
        self.health = Health("initial", REGISTERED)
        self.since = time.monotonic()
        self.due = 0.0
        self.failures = 0
        self.successes = 0
        self.busy = False


_known: dict[tuple[str, str, int], _Target] = {}


def key_of(group, target) -> tuple[str, str, int]:
    return (group["TargetGroupArn"], str(target["Id"]), int(target.get("Port") or group.get("Port") or 80))


def is_checked(group) -> bool:
    return group.get("HealthCheckEnabled", True) and group.get("TargetType") in ("ip", "instance")


def health_of(group, target) -> Health:
    if not is_checked(group):
        return Health("healthy")
    known = _known.get(key_of(group, target))
    return known.health if known else Health("initial", REGISTERED)


def _judge(group, known: _Target, verdict: Verdict | None) -> str:
    """Counts one result; the state after it."""
    unhealthy_after = int(group.get("UnhealthyThresholdCount") or 2)
    known.successes, known.failures = (0, known.failures + 1) if verdict else (known.successes + 1, 0)
    state = known.health.state
    if state == "initial":
        # One passed check is enough at first; failing takes as long as the configured checks would.
        if not verdict:
            return "healthy"
        return "unhealthy" if time.monotonic() - known.since >= _interval(group) * unhealthy_after else "initial"
    if state == "healthy":
        return "unhealthy" if known.failures >= unhealthy_after else "healthy"
    return "healthy" if known.successes >= int(group.get("HealthyThresholdCount") or 5) else "unhealthy"


def _interval(group) -> int:
    return int(group.get("HealthCheckIntervalSeconds") or 30)


def _take(group, known: _Target, verdict: Verdict | None) -> None:
    """Keeps one result, and when the next is wanted."""
    state = _judge(group, known, verdict)
    known.due = time.monotonic() + (_INITIAL_INTERVAL if state == "initial" else _interval(group))
    # A target on its way to healthy tells why it became unhealthy.
    reasons = {"initial": CHECKED, "healthy": None, "unhealthy": verdict or known.health.verdict}
    known.health = Health(state, reasons[state])


def _service_tasks(group_arn: str, address: str):
    """(service, task) for each running task behind an address of a target group."""
    for task in list(ecs._tasks.values()):
        if task.get("lastStatus") == "RUNNING" and ecs._task_ip(task) == address:
            _, service = task_health.service_of(task)
            if service and any(lb.get("targetGroupArn") == group_arn for lb in service.get("loadBalancers") or []):
                yield service, task


def _say(service, group_arn: str, port: int, verdict: Verdict) -> None:
    """Writes the event of ECS that tells why."""
    message = (
        f"(service {service['serviceName']}) (port {port}) is unhealthy in (target-group {group_arn}) "
        f"due to (reason {verdict.description})"
    )
    service["events"].insert(0, {"id": new_uuid(), "createdAt": now_iso(), "message": message})


def _examine(account: str, region: str, group, key, known: _Target) -> None:
    try:
        arn, address, port = key
        before = known.health.state
        _take(group, known, probe(group, address, port))
        state, verdict = known.health
        if state == "initial" or state == before == "healthy":
            return
        with request_scope(account, region):
            for service, task in _service_tasks(arn, address):
                if state == "healthy":
                    task_health.turned_healthy(task)
                    continue
                if before != "unhealthy":
                    _say(service, arn, port, verdict)
                task_health.is_unhealthy(task, f"{REASON} in (target-group {arn})", verdict.description)
    except Exception:
        logger.exception("health check of %s", key)
    finally:
        known.busy = False


def _registered():
    """(account, region, target group, key) for every address that is to be checked, over all accounts and regions."""
    for (account, region, arn), group in list(alb._tgs._data.items()):
        if is_checked(group):
            for target in list(alb._targets._data.get((account, arn), [])):
                yield account, region, group, key_of(group, target)


def _check_due(workers: ThreadPoolExecutor) -> None:
    """Asks every registered target whose next check is due; forgets those that are no longer registered."""
    now = time.monotonic()
    registered = list(_registered())
    for account, region, group, key in registered:
        known = _known.setdefault(key, _Target())
        if known.due <= now and not known.busy:
            known.busy = True
            workers.submit(_examine, account, region, group, key, known)
    for gone in set(_known) - {key for *_, key in registered}:
        del _known[gone]


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
        not group
        or not address
        or health_of(group, {"Id": address, "Port": lb.get("containerPort")}).state == "healthy"
        for lb, group in groups
    )


def apply() -> None:
    task_health.judged_by(_passes)
    threading.Thread(target=_watch, name="slipway-health", daemon=True).start()
