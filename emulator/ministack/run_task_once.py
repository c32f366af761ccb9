"""RunTask starts tasks once for each client token, as ECS does; MiniStack ignores the token.

So two deployments that start the same migration at the same moment get one task.
"""

import json
import threading

from ministack.core.responses import error_response_json
from ministack.services import ecs

REPLACES = {ecs: ("_ACTION_MAP", "_resolve_cluster_name", "get_account_id", "get_region")}

_lock = threading.Lock()
_answers: dict = {}


def _once(original):
    def handler(data):
        token = data.get("clientToken")
        if not token:
            return original(data)
        key = (ecs.get_account_id(), ecs.get_region(), ecs._resolve_cluster_name(data.get("cluster", "default")), token)
        asked = json.dumps(data, sort_keys=True)
        # Held while the task is made, so that the second of two requests finds the answer to the first.
        with _lock:
            if key not in _answers:
                answer = original(data)
                if answer[0] == 200 and json.loads(answer[2]).get("tasks"):
                    _answers[key] = (asked, answer)
                return answer
            before, answer = _answers[key]
        if before != asked:
            return error_response_json(
                "ConflictException", "The provided clientToken is already in use with a different RunTask request.", 400
            )
        return answer

    return handler


def apply() -> None:
    ecs._ACTION_MAP["RunTask"] = _once(ecs._ACTION_MAP["RunTask"])
