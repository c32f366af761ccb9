#!/usr/bin/env bash
# rollback.sh <environment> <service> [release]
# Lets a service run the images of an earlier release again; without a number, of the newest that had others.
set -euo pipefail

environment=$1
service=$2
release=${3:-}

arguments=(rollback "$environment" "$service")
if [ -n "$release" ]; then arguments+=(--to "$release"); fi
exec "$(dirname "$0")/release.sh" "$environment" "${arguments[@]}"
