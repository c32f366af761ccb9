"""One health check of a target, as its target group says; what came of it is told in the words of Elastic Load Balancing.

Reasons: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
"""

import http.client
import socket
import ssl
from typing import NamedTuple


class Verdict(NamedTuple):
    """Why a target is not healthy; a check that passed has none."""

    reason: str
    description: str


REGISTERED = Verdict("Elb.RegistrationInProgress", "Target registration is in progress")
CHECKED = Verdict("Elb.InitialHealthChecking", "Initial health checks in progress")
_TIMEOUT = Verdict("Target.Timeout", "Request timed out")
_FAILED = Verdict("Target.FailedHealthChecks", "Health checks failed")


def _accepted(matcher: str, code: int) -> bool:
    for part in str(matcher).split(","):
        low, _, high = part.strip().partition("-")
        if low.isdigit() and int(low) <= code <= int(high or low):
            return True
    return False


def _any_certificate() -> ssl.SSLContext:
    """Load balancers do not verify the certificates of their targets."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _ask(group, address: str, port: int, timeout: int) -> int:
    """The status with which a target answers."""
    connection = (
        http.client.HTTPSConnection(address, port, timeout=timeout, context=_any_certificate())
        if group.get("HealthCheckProtocol") == "HTTPS"
        else http.client.HTTPConnection(address, port, timeout=timeout)
    )
    try:
        path = group.get("HealthCheckPath") or "/"
        connection.request("GET", path, headers={"User-Agent": "ELB-HealthChecker/2.0"})
        return connection.getresponse().status
    finally:
        connection.close()


def health_port(group, port: int) -> int:
    """Where a target that gets requests on a port is checked."""
    wanted = str(group.get("HealthCheckPort", "traffic-port"))
    return int(wanted) if wanted.isdigit() else port


def probe(group, address: str, port: int) -> Verdict | None:
    port = health_port(group, port)
    timeout = int(group.get("HealthCheckTimeoutSeconds") or 5)
    try:
        if group.get("HealthCheckProtocol", "HTTP") not in ("HTTP", "HTTPS"):
            socket.create_connection((address, port), timeout).close()
            return None
        code = _ask(group, address, port, timeout)
    except TimeoutError:
        return _TIMEOUT
    except (OSError, http.client.HTTPException):
        return _FAILED
    if _accepted((group.get("Matcher") or {}).get("HttpCode", "200"), code):
        return None
    return Verdict("Target.ResponseCodeMismatch", f"Health checks failed with these codes: [{code}]")
