"""An alarm keeps what Terraform says of it, and has nothing that it does not say.

MiniStack gives every alarm a period and a statistic, also one on an expression or a percentile, and forgets the
expression and what to do with few samples: every plan would set them again. Clients of today speak CBOR or JSON.
"""

from ministack.services import cloudwatch

REPLACES = {cloudwatch: ("_alarms", "_put_metric_alarm")}

KEPT = ("EvaluateLowSampleCountPercentile", "Metrics")
OWN = ("Period", "Statistic")

_put = cloudwatch._put_metric_alarm


def _put_metric_alarm(params, cbor_data, is_cbor, is_json=False):
    answer = _put(params, cbor_data, is_cbor, is_json)
    alarm = cloudwatch._alarms.get(cbor_data.get("AlarmName", ""))
    if answer[0] == 200 and alarm is not None:
        alarm.update({name: cbor_data[name] for name in KEPT if name in cbor_data})
        for name in OWN:
            if name not in cbor_data:
                alarm.pop(name, None)
    return answer


def apply() -> None:
    cloudwatch._put_metric_alarm = _put_metric_alarm
