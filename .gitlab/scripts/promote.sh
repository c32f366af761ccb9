#!/usr/bin/env bash
# promote.sh <from> <to>
# Lets the images that one environment has released run in another. With SLIPWAY_SOURCE_ROLE the source is in another
# account, and read by that role.
set -euo pipefail
umask 077

arguments=(promote all --from "$1" --to "$2")
if [ -n "${SLIPWAY_SOURCE_ROLE:-}" ]; then
  AWS_CONFIG_FILE=$(mktemp)
  export AWS_CONFIG_FILE
  trap 'rm -f "$AWS_CONFIG_FILE"' EXIT
  cat >"$AWS_CONFIG_FILE" <<END
[profile slipway-source]
role_arn = $SLIPWAY_SOURCE_ROLE
web_identity_token_file = $AWS_WEB_IDENTITY_TOKEN_FILE
role_session_name = $AWS_ROLE_SESSION_NAME
END
  arguments+=(--from-profile slipway-source)
fi
npx slipway "${arguments[@]}" --yes
