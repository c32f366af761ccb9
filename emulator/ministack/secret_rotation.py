"""The rotation of a secret can be turned off, as Terraform does when it destroys one.

MiniStack has the call that turns it on and none to turn it off, so that a database whose rhythm was set could not be
destroyed.
"""

import json

from ministack.core.responses import error_response_json, json_response
from ministack.services import secretsmanager

REPLACES = {secretsmanager: ("_resolve", "handle_request")}

_handle = secretsmanager.handle_request


def _cancel(data):
    _, secret = secretsmanager._resolve(data.get("SecretId"))
    if not secret:
        message = "Secrets Manager can't find the specified secret."
        return error_response_json("ResourceNotFoundException", message, 400)
    secret["RotationEnabled"] = False
    secret["RotationRules"] = None
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


async def _handle_request(method, path, headers, body, query_params):
    if headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
        return _cancel(json.loads(body))
    return await _handle(method, path, headers, body, query_params)


def apply() -> None:
    secretsmanager.handle_request = _handle_request
