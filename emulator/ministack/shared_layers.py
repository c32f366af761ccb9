"""Keeps large layers in a folder that the emulators of a machine share, so that a base image is pushed once.

Docker compresses each layer that a repository lacks: about eight seconds of CPU time for the Node.js base image, in each
repository of each new emulator. A layer is named by its SHA-256, so one that another emulator received is the same.
ECR answers 404 for a layer that the repository itself never received; nothing but the time of a push depends on it.
"""

import os
import time
from pathlib import Path

from ministack.services import ecr

REPLACES = {ecr: ("_layer_blobs", "_v2_complete_blob_upload", "_v2_head_blob")}

FOLDER = os.environ.get("SLIPWAY_LAYERS", "")
_MIN_BYTES = 1024 * 1024
_MAX_UNUSED_SECONDS = 14 * 24 * 3600


def _file(digest: str) -> Path:
    return Path(FOLDER) / digest.replace(":", "-")


def _remove_unused() -> None:
    oldest = time.time() - _MAX_UNUSED_SECONDS
    for file in Path(FOLDER).iterdir():
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def _keep(digest: str, content: bytes) -> None:
    file = _file(digest)
    if len(content) < _MIN_BYTES or file.exists():
        return
    partial = file.with_name(f"{file.name}.{os.getpid()}-{os.environ.get('HOSTNAME', '')}")
    partial.write_bytes(content)
    partial.replace(file)


def _adopt(name: str, digest: str) -> None:
    """Gives the repository a layer that it lacks and the folder has."""
    layers = ecr._layer_blobs.setdefault(name, {})
    file = _file(digest)
    if digest in layers or not file.is_file():
        return
    layers[digest] = file.read_bytes()
    file.touch()


def apply() -> None:
    if not FOLDER:
        return
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
    _remove_unused()
    complete = ecr._v2_complete_blob_upload
    head = ecr._v2_head_blob

    def completed(name, upload_uuid, query_params, body):
        answer = complete(name, upload_uuid, query_params, body)
        digest = ecr._query_first(query_params, "digest")
        if answer[0] == 201 and digest:
            _keep(digest, ecr._layer_blobs[name][digest])
        return answer

    def found(name, digest):
        if name in ecr._repositories:
            _adopt(name, digest)
        return head(name, digest)

    ecr._v2_complete_blob_upload = completed
    ecr._v2_head_blob = found
