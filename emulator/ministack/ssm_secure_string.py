"""ECS secrets that come from an SSM SecureString reach the container decrypted.

MiniStack's ECS asks for the parameter without decryption, so the container would get `ENCRYPTED:...`.
"""

from ministack.services import ecs, ssm

REPLACES = {ssm: ("resolve_parameter_value",), ecs: ("_resolve_container_secrets",)}

_original = ssm.resolve_parameter_value


def _resolve_parameter_value(name_or_arn, version=None, decrypt=True):
    return _original(name_or_arn, version, decrypt=decrypt)


def apply() -> None:
    ssm.resolve_parameter_value = _resolve_parameter_value
