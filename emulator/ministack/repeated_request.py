"""A request that an AWS SDK repeats because the answer was lost gets the answer of the first time.

An SDK names all attempts of a call by one id. Behind Docker's proxy, on a machine with much to do, an answer is lost now
and then: the security group that the first attempt has made is then a duplicate to the second one, and a task definition
gets two revisions.
"""

import logging
from collections import OrderedDict

from ministack import app

REPLACES = {app: ("_dispatch_service_request",)}

logger = logging.getLogger("slipway.repeated")

_ID = "amz-sdk-invocation-id"
_ATTEMPT = "amz-sdk-request"
_FIRST = "attempt=1"
_READING = ("GET", "HEAD")
# A repetition follows within seconds; whoever asks much has gone on by then.
_MOST_ANSWERS = 2000
_MOST_BYTES = 65_536

_answers: OrderedDict[str, tuple] = OrderedDict()


def _remember(call: str, answer) -> None:
    status, _, body = answer
    # What has failed changed nothing, and may succeed the next time.
    if not 200 <= status < 300 or not isinstance(body, (bytes, str)) or len(body) > _MOST_BYTES:
        return
    _answers[call] = answer
    while len(_answers) > _MOST_ANSWERS:
        _answers.popitem(last=False)


def apply() -> None:
    dispatch = app._dispatch_service_request

    async def dispatched_once(method, path, headers, body, query_params, request_id):
        call = headers.get(_ID)
        if call in _answers and not headers.get(_ATTEMPT, _FIRST).startswith(_FIRST):
            logger.warning("%s %s is repeated (%s)", method, path, headers[_ATTEMPT])
            status, answered, content = _answers[call]
            return status, dict(answered), content
        answer = await dispatch(method, path, headers, body, query_params, request_id)
        if call and method not in _READING:
            _remember(call, answer)
        return answer

    app._dispatch_service_request = dispatched_once
