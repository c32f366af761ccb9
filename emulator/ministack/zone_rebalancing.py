"""A service keeps its availability zone rebalancing.

MiniStack drops the setting, so that Terraform would see a difference in every plan. AWS enables it on a new service
that says nothing, and leaves it alone in an update that says nothing.
"""

from ministack.services import ecs

REPLACES = {ecs: ("_ACTION_MAP", "_services", "_resolve_cluster_name", "_resolve_service_ref")}

SETTING = "availabilityZoneRebalancing"


def _service(data):
    cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
    name = data.get("serviceName") or (ecs._resolve_service_ref(data.get("service", "")) or [None])[0]
    return ecs._services.get(f"{cluster}/{name}")


def _remembering(original):
    def handler(data):
        answer = original(data)
        service = _service(data)
        if service is not None:
            service[SETTING] = data.get(SETTING) or service.get(SETTING) or "ENABLED"
        return answer

    return handler


def apply() -> None:
    for action in ("CreateService", "UpdateService"):
        ecs._ACTION_MAP[action] = _remembering(ecs._ACTION_MAP[action])
