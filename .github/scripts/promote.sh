#!/usr/bin/env bash
# promote.sh <from> <to> <services>
# Lets the images that one environment has released run in another. Services are separated by blanks; or all.
set -euo pipefail

from=$1
to=$2
read -ra services <<<"$3"

arguments=(promote "${services[@]}" --from "$from" --to "$to")
# There when source-profile.sh has signed in.
if [ -n "${SLIPWAY_SOURCE_PROFILE:-}" ]; then arguments+=(--from-profile "$SLIPWAY_SOURCE_PROFILE"); fi
exec "$(dirname "$0")/release.sh" "$to" "${arguments[@]}"
