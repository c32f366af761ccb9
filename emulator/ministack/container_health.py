"""The health check of a container definition is run in the container, and its task is as healthy as it says.

MiniStack keeps the check and calls the health of every container unknown. Here it runs with its interval, timeout,
retries and start period, with one difference: a container that has not passed yet is asked more often than its interval
says, so that a deployment takes no longer than its application. Failing takes as long as on AWS. The HEALTHCHECK of an
image is not read, by ECS neither.

A check is a command that is started in the container rather than Docker's own health check, whose first result comes
after a whole interval.
"""

import time
from typing import NamedTuple

from docker.errors import APIError, DockerException
from ministack.core.concurrency import resource_lock, spawn_background
from ministack.core.responses import request_scope
from ministack.services import ecs

import task_health

REPLACES = {
    ecs: ("_get_docker", "_resolve_td_key", "_task_defs", "_task_is_active", "_watch_task_lifecycle"),
}

REASON = "Task failed container health checks"
# What has not passed yet is asked again after this share of its age, so that a slow start costs little.
_INITIAL_SHARE = 0.1
_INITIAL_SECONDS = 0.5
_LOOK = 0.05

_watch_task_lifecycle = ecs._watch_task_lifecycle


class _Check(NamedTuple):
    """Of one container of a task; times in seconds."""

    index: int
    name: str
    essential: bool
    command: list[str]
    interval: int
    timeout: int
    retries: int
    start_period: int

    @property
    def patience(self) -> float:
        """When a container is unhealthy that never passes: checks in the start period do not count."""
        return self.interval * (self.start_period // self.interval + self.retries)

    @property
    def hung(self) -> str:
        return f"did not end within {self.timeout} s"


def _command(words: list[str]) -> list[str] | None:
    kind, *rest = words or [""]
    return {"CMD": rest, "CMD-SHELL": ["/bin/sh", "-c", *rest]}.get(kind) if rest else None


def _checks(task) -> list[_Check]:
    """Defaults: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"""
    definition = ecs._task_defs.get(ecs._resolve_td_key(task["taskDefinitionArn"])) or {}
    return [
        _Check(
            index,
            container["name"],
            bool(container.get("essential", True)),
            command,
            int(check.get("interval") or 30),
            int(check.get("timeout") or 5),
            int(check.get("retries") or 3),
            int(check.get("startPeriod") or 0),
        )
        for index, container in enumerate(definition.get("containerDefinitions", []))
        if (check := container.get("healthCheck")) and (command := _command(check.get("command")))
    ]


def _problem(container: str, check: _Check) -> str | None:
    """Runs a check; why it failed."""
    api = ecs._get_docker().api
    limit = time.monotonic() + check.timeout
    try:
        run = api.exec_create(container, check.command)["Id"]
        api.exec_start(run, detach=True)
        while (state := api.exec_inspect(run))["Running"]:
            if time.monotonic() > limit:
                return check.hung
            time.sleep(_LOOK)
    except APIError as error:
        return f"could not be run: {error.explanation}"
    except (DockerException, OSError) as error:
        return f"could not be run: {error}"
    return None if state["ExitCode"] == 0 else f"ended with exit code {state['ExitCode']}"


def _set(task, check: _Check, status: str, checks: list[_Check]) -> None:
    """A task is what its essential containers with a check are together."""
    with resource_lock("ecs-task", task["taskArn"]):
        task["containers"][check.index]["healthStatus"] = status
        states = {task["containers"][each.index]["healthStatus"] for each in checks if each.essential}
        task["healthStatus"] = next((state for state in ("UNHEALTHY", "UNKNOWN") if state in states), "HEALTHY")
        if not states:
            task["healthStatus"] = "UNKNOWN"


def _judge(check: _Check, status: str, failures: int, age: float) -> str:
    if failures == 0:
        return "HEALTHY"
    if status == "UNKNOWN":
        return "UNHEALTHY" if age >= check.patience else "UNKNOWN"
    return "UNHEALTHY" if failures >= check.retries else status


def _pause(check: _Check, status: str, problem: str | None, age: float) -> float:
    """Seconds until the next check. One that hangs can not be ended: until it is, others shall not pile up beside it."""
    if status != "UNKNOWN" or problem == check.hung:
        return check.interval
    return max(_INITIAL_SECONDS, age * _INITIAL_SHARE)


def _wait(task, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while (left := limit - time.monotonic()) > 0 and ecs._task_is_active(task["taskArn"], task):
        time.sleep(min(left, 1))


def _watch(task, container: str, check: _Check, checks: list[_Check]) -> None:
    started = time.monotonic()
    status, failures = "UNKNOWN", 0
    while ecs._task_is_active(task["taskArn"], task):
        problem = _problem(container, check)
        if not ecs._task_is_active(task["taskArn"], task):
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
    checks = _checks(task)
    containers = list(task.get("_docker_ids") or [])

    def watch(check):
        with request_scope(account, region):
            _watch(task, containers[check.index], check, checks)

    for check in checks:
        if check.index < len(containers):
            spawn_background(watch, check, thread_name=f"slipway-check-{containers[check.index][:8]}")


def _passes(_service, task) -> bool:
    return task["healthStatus"] == "HEALTHY" or not any(check.essential for check in _checks(task))


def apply() -> None:
    ecs._watch_task_lifecycle = _watching
    task_health.judged_by(_passes)
