"""The health check of a container definition, run once in its container.

It is a command that is started in the container rather than Docker's own health check, whose first result comes after a
whole interval.
"""

import time
from typing import NamedTuple

from docker.errors import APIError, DockerException, NotFound
from ministack.services import ecs

# What this takes from MiniStack's ECS, for the patch that uses it to ask for.
USED = ("_get_docker", "_resolve_td_key", "_task_defs")
_LOOK = 0.05


class Check(NamedTuple):
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


def checks_of(task) -> list[Check]:
    """Defaults: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"""
    definition = ecs._task_defs.get(ecs._resolve_td_key(task["taskDefinitionArn"])) or {}
    return [
        Check(
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


def problem_of(container: str, check: Check) -> str | None:
    """Runs a check; why it failed."""
    api = ecs._get_docker().api
    try:
        run = api.exec_create(container, check.command)["Id"]
        api.exec_start(run, detach=True)
        limit = time.monotonic() + check.timeout
        while (state := api.exec_inspect(run))["Running"]:
            if time.monotonic() > limit:
                return check.hung
            time.sleep(_LOOK)
    except APIError as error:
        return f"could not be run: {error.explanation}"
    except (DockerException, OSError) as error:
        return f"could not be run: {error}"
    return None if state["ExitCode"] == 0 else f"ended with exit code {state['ExitCode']}"


def is_running(container: str) -> bool:
    try:
        return ecs._get_docker().api.inspect_container(container)["State"]["Running"]
    except NotFound:
        return False
    except (DockerException, OSError):
        return True
