"""Starts MiniStack with the gaps closed that a Terraform deployment falls into.

The patches reach into MiniStack's internals. They are written for one version and refuse to start on another:
a patch that silently stops working would let a failed deployment look like a good one.
"""

import sys
from importlib.metadata import version

import cluster_settings
import container_health
import database_servers
import healthy_targets
import in_use
import managed_instance
import metric_alarm
import repeated_request
import request_counts
import run_task_once
import secret_rotation
import service_deployments
import service_settings
import shared_layers
import ssm_secure_string
import target_draining
import target_health
import task_health
import weighted_forward

MINISTACK_VERSION = "1.5.33"

PATCHES = (
    cluster_settings,
    container_health,
    database_servers,
    healthy_targets,
    in_use,
    managed_instance,
    metric_alarm,
    repeated_request,
    request_counts,
    run_task_once,
    secret_rotation,
    service_deployments,
    service_settings,
    shared_layers,
    ssm_secure_string,
    target_draining,
    target_health,
    task_health,
    weighted_forward,
)


def problems() -> list[str]:
    """Why the patches cannot be applied; empty when they can."""
    installed = version("ministack")
    if installed != MINISTACK_VERSION:
        return [f"MiniStack must be version {MINISTACK_VERSION}, got {installed}"]
    return [
        f"{patch.__name__}: {module.__name__}.{name} must exist"
        for patch in PATCHES
        for module, names in patch.REPLACES.items()
        for name in names
        if not hasattr(module, name)
    ]


def main() -> int | None:
    found = problems()
    if found:
        print("slipway patch does not fit this MiniStack:", *found, sep="\n  - ", file=sys.stderr)
        return 70
    for patch in PATCHES:
        patch.apply()
    print(f"slipway patch applied to MiniStack {MINISTACK_VERSION}", flush=True)

    from ministack.app import main as serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
