#!/usr/bin/env bash
# Puts the job's token where AWS's libraries and Terraform look for it; they exchange it for the role by themselves.
set -euo pipefail
umask 077

if [ -z "${AWS_ROLE_ARN:-}" ]; then
  echo "the role of the environment must be a variable of the project, got nothing; docs/ci.md says which" >&2
  exit 1
fi
printf '%s' "$SLIPWAY_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE"
