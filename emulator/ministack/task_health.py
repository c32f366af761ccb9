"""What ECS does with the health of a service's task, whoever found it out: a target group or a container's own check.

MiniStack counts a task for its deployment when its container has survived a second. Here a task counts when it is
healthy by all that judges it, and one that turns unhealthy is stopped, replaced and counted as a failure of its
deployment, so that the circuit breaker sees it. In the service's grace period an unhealthy task is left alone.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timezone

from ministack.core.concurrency import spawn_background
from ministack.services import ecs

REPLACES = {
    ecs: (
        "_ECS_DEPLOYMENT_STEADY_DELAY",
        "_cleanup_task_resources",
        "_cluster_name_from_arn",
        "_complete_service_deployment",
        "_deployment_for_task",
        "_get_docker",
        "_mark_task_stopped",
        "_reconcile_service_tasks",
        "_record_service_task_failure",
        "_record_service_task_healthy",
        "_refresh_service_state",
        "_services",
    ),
}

# Why a task was stopped, in more words than ECS has for it; MiniStack leaves members with an underscore out of answers.
DETAIL = "_slipway_health"

logger = logging.getLogger("slipway.health")

_record_service_task_healthy = ecs._record_service_task_healthy
_judges: list[Callable[[dict, dict], bool]] = []


def judged_by(healthy: Callable[[dict, dict], bool]) -> None:
    """A task of a service counts only if this says so, too."""
    _judges.append(healthy)


def service_of(task):
    """The key of the service that a task belongs to, with the service, or (None, None)."""
    name = task.get("group", "").partition("service:")[2]
    key = f"{ecs._cluster_name_from_arn(task.get('clusterArn', ''))}/{name}"
    service = ecs._services.get(key) if name else None
    return (key, service) if service else (None, None)


def _age(task) -> float:
    started = datetime.fromisoformat(str(task["startedAt"]).replace("Z", "+00:00"))
    return (datetime.now(timezone.utc) - started).total_seconds()


def _record_when_healthy(service_key, task):
    service = ecs._services.get(service_key)
    if service and all(healthy(service, task) for healthy in _judges):
        _record_service_task_healthy(service_key, task)


def _count(service_key, service, task) -> None:
    deployment = ecs._deployment_for_task(service, task)
    if not deployment:
        return
    cluster, _, name = service_key.partition("/")
    ecs._record_service_task_healthy(service_key, task)
    ecs._refresh_service_state(cluster, f"service:{name}")
    ecs._reconcile_service_tasks(cluster, service_key)
    ecs._complete_service_deployment(cluster, service_key, expected_deployment_id=deployment["id"])


def turned_healthy(task) -> None:
    """Counts a task at once; MiniStack itself looks at a younger one when its first second is over."""
    service_key, service = service_of(task)
    if service and _age(task) >= ecs._ECS_DEPLOYMENT_STEADY_DELAY:
        # In a thread of its own: a deployment that this completes stops the tasks before, one after the other.
        spawn_background(_count, service_key, service, task, thread_name="slipway-healthy")


def is_unhealthy(task, reason: str, detail: str) -> None:
    """Stops a task of a service, after the grace period; may be said again and again."""
    _, service = service_of(task)
    if not service:
        return
    task["_startup_stable"] = False
    if _age(task) < int(service.get("healthCheckGracePeriodSeconds") or 0):
        return
    task[DETAIL] = detail
    if ecs._mark_task_stopped(task["taskArn"], task, reason, "ServiceSchedulerInitiated"):
        logger.warning("ECS: %s: %s", reason, detail)
        ecs._record_service_task_failure(task)
        ecs._cleanup_task_resources(task, ecs._get_docker())


def apply() -> None:
    ecs._record_service_task_healthy = _record_when_healthy
