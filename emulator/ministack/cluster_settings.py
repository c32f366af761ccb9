"""An Aurora cluster keeps what Terraform says of it: the logs that it exports, and the time until it pauses.

MiniStack forgets both, so that every plan would set them again.
"""

from ministack.services import rds

REPLACES = {
    rds: ("_ACTION_MAP", "_cluster_xml", "_clusters", "_p", "_serverlessv2_from_params", "_serverlessv2_xml"),
}

EXPORTS = "EnabledCloudwatchLogsExports"
PAUSE = "SecondsUntilAutoPause"
SCALING = "ServerlessV2ScalingConfiguration"

_render = rds._cluster_xml
_render_scaling = rds._serverlessv2_xml
_read_scaling = rds._serverlessv2_from_params


def _scaling(p):
    found = _read_scaling(p)
    seconds = rds._p(p, f"{SCALING}.{PAUSE}")
    return {**found, PAUSE: int(seconds)} if found and seconds else found


def _scaling_xml(cluster):
    xml = _render_scaling(cluster)
    seconds = (cluster.get(SCALING) or {}).get(PAUSE)
    return xml.replace(f"</{SCALING}>", f"<{PAUSE}>{seconds}</{PAUSE}></{SCALING}>") if seconds else xml


def _cluster_xml(cluster):
    exports = "".join(f"<member>{name}</member>" for name in cluster.get(EXPORTS, []))
    return f"{_render(cluster)}<{EXPORTS}>{exports}</{EXPORTS}>"


def _creating(original):
    def handler(p):
        answer = original(p)
        cluster = rds._clusters.get(rds._p(p, "DBClusterIdentifier"))
        if answer[0] == 200 and cluster is not None:
            names = (rds._p(p, f"EnableCloudwatchLogsExports.member.{index}") for index in range(1, 10))
            cluster[EXPORTS] = [name for name in names if name]
        return answer

    return handler


def apply() -> None:
    rds._cluster_xml = _cluster_xml
    rds._serverlessv2_from_params = _scaling
    rds._serverlessv2_xml = _scaling_xml
    rds._ACTION_MAP["CreateDBCluster"] = _creating(rds._ACTION_MAP["CreateDBCluster"])
