"""A service keeps its availability zone rebalancing and where its tasks are placed; a capacity provider, that it drains.

MiniStack drops these settings, so that Terraform would see a difference in every plan. AWS enables rebalancing on a new
service that says nothing, and leaves a setting alone in an update that says nothing.
"""

from ministack.services import ecs

REPLACES = {
    ecs: (
        "_ACTION_MAP",
        "_capacity_providers",
        "_resolve_cluster_name",
        "_resolve_service_ref",
        "_services",
    )
}

# What a new service has that says nothing.
SETTINGS = {"availabilityZoneRebalancing": "ENABLED", "placementConstraints": [], "placementStrategy": []}
DRAINING = "managedDraining"
GROUP = "autoScalingGroupProvider"


def _service(data):
    cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
    name = data.get("serviceName") or (ecs._resolve_service_ref(data.get("service", "")) or [None])[0]
    return ecs._services.get(f"{cluster}/{name}")


def _remembering(original):
    def handler(data):
        answer = original(data)
        service = _service(data)
        if service is not None:
            for setting, new in SETTINGS.items():
                service[setting] = data.get(setting) or service.get(setting) or new
        return answer

    return handler


def _draining(original):
    def handler(data):
        answer = original(data)
        provider = ecs._capacity_providers.get(data.get("name", ""))
        if provider is not None:
            provider[GROUP][DRAINING] = (data.get(GROUP) or {}).get(DRAINING) or "ENABLED"
        return answer

    return handler


def apply() -> None:
    for action in ("CreateService", "UpdateService"):
        ecs._ACTION_MAP[action] = _remembering(ecs._ACTION_MAP[action])
    ecs._ACTION_MAP["CreateCapacityProvider"] = _draining(ecs._ACTION_MAP["CreateCapacityProvider"])
