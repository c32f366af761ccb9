"""The health check of a container definition is run in the container, and its task is as healthy as it says.

MiniStack keeps the check and calls the health of every container unknown. Here it runs with its interval, timeout,
retries and start period, with one difference: a container that has not passed yet is asked more often than its interval
says, so that a deployment takes no longer than its application. Failing takes as long as on AWS. The HEALTHCHECK of an
image is not read, by ECS neither.
"""

import time

from ministack.core.concurrency import resource_lock, spawn_background
from ministack.core.responses import request_scope
from ministack.services import ecs

import task_health
from container_probe import USED, Check, checks_of, is_running, problem_of

REPLACES = {ecs: (*USED, "_task_is_active", "_watch_task_lifecycle")}

REASON = "Task failed container health checks"
# What has not passed yet is asked again after this share of its age, so that a slow start costs little.
_INITIAL_SHARE = 0.1
_INITIAL_SECONDS = 0.5
_WORST_FIRST = ("UNHEALTHY", "UNKNOWN", "HEALTHY")

_watch_task_lifecycle = ecs._watch_task_lifecycle


def _set(task, check: Check, status: str, checks: list[Check]) -> None:
    """A task is what its essential containers with a check are together."""
    with resource_lock("ecs-task", task["taskArn"]):
        task["containers"][check.index]["healthStatus"] = status
        states = {task["containers"][each.index]["healthStatus"] for each in checks if each.essential}
        task["healthStatus"] = next((state for state in _WORST_FIRST if state in states), "UNKNOWN")


def _judge(check: Check, status: str, failures: int, age: float) -> str:
    if failures == 0:
        return "HEALTHY"
    if status == "UNKNOWN":
        return "UNHEALTHY" if age >= check.patience else "UNKNOWN"
    return "UNHEALTHY" if failures >= check.retries else status


def _pause(check: Check, status: str, problem: str | None, age: float) -> float:
    """Seconds until the next check. One that hangs can not be ended: until it is, others shall not pile up beside it."""
    if status != "UNKNOWN" or problem == check.hung:
        return check.interval
    return max(_INITIAL_SECONDS, age * _INITIAL_SHARE)


def _wait(task, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while (left := limit - time.monotonic()) > 0 and ecs._task_is_active(task["taskArn"], task):
        time.sleep(min(left, 1))


def _watch(task, container: str, check: Check, checks: list[Check]) -> None:
    started = time.monotonic()
    status, failures = "UNKNOWN", 0
    while ecs._task_is_active(task["taskArn"], task):
        problem = problem_of(container, check)
        # A check that fails because its container ends says nothing: MiniStack itself tells that it ended.
        if not ecs._task_is_active(task["taskArn"], task) or (problem and not is_running(container)):
            return
        age = time.monotonic() - started
        failures = failures + 1 if problem else 0
        before, status = status, _judge(check, status, failures, age)
        if status != before:
            _set(task, check, status, checks)
            if task["healthStatus"] == "HEALTHY":
                task_health.turned_healthy(task)
        if status == "UNHEALTHY" and check.essential:
            task_health.is_unhealthy(task, REASON, f"the check of container {check.name} {problem}")
        _wait(task, _pause(check, status, problem, age))


def _watching(task, docker_client, account, region):
    _watch_task_lifecycle(task, docker_client, account, region)
    checks = checks_of(task)
    containers = list(task.get("_docker_ids") or [])

    def watch(check):
        with request_scope(account, region):
            _watch(task, containers[check.index], check, checks)

    for check in checks:
        if check.index < len(containers):
            spawn_background(watch, check, thread_name=f"slipway-check-{containers[check.index][:8]}")


def _passes(_service, task) -> bool:
    return task["healthStatus"] == "HEALTHY" or not any(check.essential for check in checks_of(task))


def apply() -> None:
    ecs._watch_task_lifecycle = _watching
    task_health.judged_by(_passes)
