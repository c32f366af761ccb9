"""Service deployments as the AWS provider's steady-state waiter reads them.

The waiter looks a deployment up with ListServiceDeployments and DescribeServiceDeployments and reports a rolled back
one as an error. MiniStack answers both with empty lists, calls the first deployment of a service completed before a
task runs, cuts the creation time of deployments to whole seconds (the waiter compares it with its own clock) and
lists a failed deployment for ever.
"""

import json
from datetime import datetime

from ministack.core.concurrency import resource_lock
from ministack.core.responses import json_response
from ministack.services import ecs

import task_health

REPLACES = {
    ecs: (
        "_ACTION_MAP",
        "_make_deployment",
        "_primary_deployment",
        "_resolve_cluster_name",
        "_resolve_service_ref",
        "_services",
        "_tasks",
    ),
}

# Internal members start with an underscore: MiniStack leaves them out of its answers.
_HISTORY = "_slipway_deployments"
# What MiniStack writes into a deployment that it returns to.
_ROLLBACK_REASON = "ECS deployment rollback in progress."

_make_deployment = ecs._make_deployment
_describe_services = ecs._ACTION_MAP["DescribeServices"]
_create_service = ecs._ACTION_MAP["CreateService"]
_update_service = ecs._ACTION_MAP["UpdateService"]


def _new_deployment(task_definition, desired_count, status="PRIMARY"):
    """Every deployment starts in progress, the first of a service too; MiniStack completes it when its tasks run."""
    deployment = _make_deployment(task_definition, desired_count, status)
    deployment["rolloutState"] = "IN_PROGRESS"
    deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
    return deployment


def _find(data, reference):
    """The service that a request names, with its key, or (None, None)."""
    cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
    named = ecs._resolve_service_ref(reference)
    if cluster is None or named is None:
        return None, None
    key = f"{cluster}/{named[0]}"
    return key, ecs._services.get(key)


def _remember(service) -> dict:
    """All deployments that the service has had. The records are MiniStack's own, so they stay up to date."""
    history = service.setdefault(_HISTORY, {})
    for deployment in service.get("deployments", []):
        history.setdefault(deployment["id"], deployment)
    return history


def _epoch(timestamp: str) -> float:
    return datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()


def _has_tasks(deployment) -> bool:
    return bool(deployment.get("runningCount", 0) or deployment.get("pendingCount", 0))


def _status(service, deployment) -> str:
    state = deployment.get("rolloutState")
    primary = ecs._primary_deployment(service)
    if state == "FAILED":
        breaker = (service.get("deploymentConfiguration") or {}).get("deploymentCircuitBreaker") or {}
        if not breaker.get("rollback", False):
            return "STOPPED"
        if primary is deployment:
            return "ROLLBACK_FAILED"
        returning = primary and primary.get("rolloutStateReason") == _ROLLBACK_REASON
        return "ROLLBACK_IN_PROGRESS" if returning or _has_tasks(deployment) else "ROLLBACK_SUCCESSFUL"
    if deployment.get("rolloutStateReason") == _ROLLBACK_REASON:
        return "SUCCESSFUL"
    if state == "COMPLETED":
        # MiniStack says so before it stops the tasks of the deployment before, one after the other.
        draining = primary is deployment and any(
            _has_tasks(other) for other in service["deployments"] if other is not deployment
        )
        return "IN_PROGRESS" if draining else "SUCCESSFUL"
    # A newer deployment took its place before it was complete.
    return "IN_PROGRESS" if primary is deployment else "STOPPED"


def _last_failure(service, deployment) -> str:
    """Why the task of a deployment that failed last did so, in one sentence."""
    stopped = [
        task
        for task in list(ecs._tasks.values())
        if task.get("_deployment_id") == deployment["id"]
        and task.get("clusterArn") == service.get("clusterArn")
        and task.get("lastStatus") == "STOPPED"
        # Those that the rollback itself stopped say nothing.
        and task.get("stopCode") != "UserInitiated"
    ]
    if not stopped:
        return ""
    task = max(stopped, key=lambda candidate: str(candidate.get("stoppedAt", "")))
    codes = [
        f"container {container.get('name')} exited with code {container['exitCode']}"
        for container in task.get("containers", [])
        if container.get("exitCode") is not None
    ]
    found = [str(task.get("stoppedReason", "")).rstrip("."), task.get(task_health.DETAIL), *codes]
    return f" Last stopped task: {'; '.join(filter(None, found))}."


def _record(service, deployment) -> dict:
    identifier = deployment["id"].split("/")[1]
    service_arn = service["serviceArn"]
    status = _status(service, deployment)
    created = _epoch(deployment["createdAt"])
    record = {
        "serviceDeploymentArn": f"{service_arn.replace(':service/', ':service-deployment/')}/{identifier}",
        "serviceArn": service_arn,
        "clusterArn": service["clusterArn"],
        "status": status,
        "createdAt": created,
        "startedAt": created,
        "targetServiceRevisionArn": f"{service_arn.replace(':service/', ':service-revision/')}/{identifier}",
    }
    if status not in ("IN_PROGRESS", "ROLLBACK_IN_PROGRESS"):
        record["finishedAt"] = _epoch(deployment["updatedAt"])
    if deployment.get("rolloutState") == "FAILED":
        record["statusReason"] = deployment.get("rolloutStateReason", "") + _last_failure(service, deployment)
    elif status == "STOPPED":
        record["statusReason"] = "The deployment was replaced by a newer one before it was complete."
    return record


def _within(created: float, wanted: dict) -> bool:
    return wanted.get("after", created) <= created <= wanted.get("before", created)


def _list_service_deployments(data):
    _, service = _find(data, data.get("service", ""))
    if not service:
        return json_response({"serviceDeployments": []})
    wanted_status = data.get("status") or []
    records = [_record(service, deployment) for deployment in _remember(service).values()]
    return json_response(
        {
            "serviceDeployments": [
                record
                for record in records
                if _within(record["createdAt"], data.get("createdAt") or {})
                and (not wanted_status or record["status"] in wanted_status)
            ]
        }
    )


def _describe_service_deployments(data):
    found, failures = [], []
    for arn in data.get("serviceDeploymentArns", []):
        path = arn.rpartition(":service-deployment/")[2].split("/")
        service = ecs._services.get("/".join(path[:2])) if len(path) == 3 else None
        deployment = _remember(service).get(f"ecs-svc/{path[2]}") if service else None
        if not deployment:
            failures.append({"arn": arn, "reason": "MISSING"})
            continue
        record = _record(service, deployment)
        record["targetServiceRevision"] = {
            "arn": record.pop("targetServiceRevisionArn"),
            "requestedTaskCount": deployment.get("desiredCount", 0),
            "runningTaskCount": deployment.get("runningCount", 0),
            "pendingTaskCount": deployment.get("pendingCount", 0),
        }
        found.append(record)
    return json_response({"serviceDeployments": found, "failures": failures})


def _forget_failed(key, service) -> None:
    """Drops failed deployments without tasks from the service, as ECS does once the rollback is complete."""
    with resource_lock("ecs-service", key):
        primary = ecs._primary_deployment(service)
        if not primary or primary.get("rolloutState") != "COMPLETED":
            return
        service["deployments"] = [
            deployment
            for deployment in service["deployments"]
            if deployment is primary
            or deployment.get("rolloutState") != "FAILED"
            or _has_tasks(deployment)
        ]


def _describe_services_exactly(data):
    for reference in data.get("services", []):
        key, service = _find(data, reference)
        if service:
            _remember(service)
            _forget_failed(key, service)
    status, headers, body = _describe_services(data)
    answer = json.loads(body)
    for service in answer.get("services", []):
        for deployment in service.get("deployments", []):
            for member in ("createdAt", "updatedAt"):
                deployment[member] = _epoch(deployment[member])
    return (status, headers, json.dumps(answer).encode())


def _remembering(handler, member):
    def handle(data):
        answer = handler(data)
        _, service = _find(data, data.get(member, ""))
        if service:
            _remember(service)
        return answer

    return handle


def apply() -> None:
    ecs._make_deployment = _new_deployment
    ecs._ACTION_MAP.update(
        {
            "CreateService": _remembering(_create_service, "serviceName"),
            "UpdateService": _remembering(_update_service, "service"),
            "DescribeServices": _describe_services_exactly,
            "ListServiceDeployments": _list_service_deployments,
            "DescribeServiceDeployments": _describe_service_deployments,
        }
    )
