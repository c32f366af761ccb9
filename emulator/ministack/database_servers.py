"""The server of a database belongs to one emulator, is reached through its network alone, and is known to be missing.

MiniStack names the containers and volumes by account and region, so that two emulators on one machine take each
other's; it publishes their ports on every interface of the machine, though its own network leads to them; and an
instance whose container could not be started is called available.
"""

import hashlib
import os

from ministack.services import rds

REPLACES = {
    rds: (
        "_ACTION_MAP",
        "_get_docker",
        "_instances",
        "_is_postgres_engine",
        "_p",
        "_rds_docker_scope",
        "_run_rds_container",
    ),
}

_scope_of_account = rds._rds_docker_scope
_run = rds._run_rds_container


def _scope(account_id=None, region=None):
    owner = f"{os.environ.get('MINISTACK_HOSTNAME', '')}:{_scope_of_account(account_id, region)}"
    return hashlib.sha1(owner.encode()).hexdigest()[:12]


def _run_inside(docker_client, engine, container_kwargs, *args, **kwargs):
    if container_kwargs.get("network"):
        container_kwargs = {key: value for key, value in container_kwargs.items() if key != "ports"}
    return _run(docker_client, engine, container_kwargs, *args, **kwargs)


def _creating(original):
    def handler(p):
        answer = original(p)
        instance = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
        if answer[0] == 200 and instance is not None and _has_no_server(instance):
            instance["DBInstanceStatus"] = "failed"
        return answer

    return handler


def _has_no_server(instance):
    alone = not instance.get("DBClusterIdentifier") and rds._is_postgres_engine(instance["Engine"])
    settled = instance["DBInstanceStatus"] == "available" and not instance.get("_docker_container_id")
    return alone and settled and rds._get_docker() is not None


def apply() -> None:
    rds._rds_docker_scope = _scope
    rds._run_rds_container = _run_inside
    rds._ACTION_MAP["CreateDBInstance"] = _creating(rds._ACTION_MAP["CreateDBInstance"])
