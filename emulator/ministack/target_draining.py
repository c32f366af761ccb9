"""A task is stopped when the requests are answered that a load balancer has sent to it before.

On AWS that is what the state DEACTIVATING is for: the target is deregistered, and its deregistration delay goes by.
MiniStack stops the container at once: a request that is on its way to it is answered with an error.
"""

import threading
import time
from collections import Counter
from contextlib import contextmanager

from ministack.services import ecs

REPLACES = {ecs: ("_cleanup_task_resources", "_task_ip")}

# The delay of a target group is 300 s by default, which nobody waits for on a laptop.
_LONGEST = 5.0
_TICK = 0.02

_lock = threading.Lock()
_under_way: Counter[str] = Counter()


@contextmanager
def sending(choose):
    """The target that `choose` gives, or None; its task is not stopped before the end of the block."""
    with _lock:
        target = choose()
        address = str(target["Id"]) if target else ""
        _under_way[address] += 1
    try:
        yield target
    finally:
        with _lock:
            _under_way[address] -= 1


def _is_asked(address: str) -> bool:
    with _lock:
        return _under_way[address] > 0


def apply() -> None:
    clean_up = ecs._cleanup_task_resources

    def clean_up_when_answered(task, *others, **more):
        # It is deregistered by now: no further request is sent to it.
        address = ecs._task_ip(task)
        end = time.monotonic() + _LONGEST
        while address and _is_asked(address) and time.monotonic() < end:
            time.sleep(_TICK)
        return clean_up(task, *others, **more)

    ecs._cleanup_task_resources = clean_up_when_answered
