"""Counts the requests that load balancers hand to each target group, by the status of the answer.

MiniStack keeps no metrics of its load balancers, so nothing could tell whether a service gets requests. The counts are at
`/_slipway/requests`, from the start of the emulator on; health checks are not among them.
"""

import json
from collections import Counter, defaultdict

from ministack import app
from ministack.services import alb

REPLACES = {alb: ("_forward_to_tg",), app: ("_handle_ready_request",)}

PATH = "/_slipway/requests"

_counts: defaultdict[str, Counter[str]] = defaultdict(Counter)


def apply() -> None:
    # Another patch chooses the targets: what it answers counts too.
    forward = alb._forward_to_tg
    ready = app._handle_ready_request

    async def counted(tg_arn, *request, **more):
        response = await forward(tg_arn, *request, **more)
        _counts[tg_arn][str(response[0])] += 1
        return response

    def answered(path, request_id):
        if path != PATH:
            return ready(path, request_id)
        body = json.dumps({"targetGroups": _counts}).encode()
        return 200, {"Content-Type": "application/json", "x-amzn-requestid": request_id}, body

    alb._forward_to_tg = counted
    app._handle_ready_request = answered
