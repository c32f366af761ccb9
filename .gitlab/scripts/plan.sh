#!/usr/bin/env bash
# plan.sh note|drift <environment>
# Plans an environment, and says it in a note of the merge request, or in an issue for as long as there are changes.
# Changes are no failure; an error is.
set -euo pipefail

kind=$1
environment=$2
file=$(mktemp)
trap 'rm -f "$file"' EXIT

status=0
.github/scripts/plan-file.sh "$environment" "$file" || status=$?
case $status in
  0) outcome=none ;;
  2) outcome=changes ;;
  *) exit "$status" ;;
esac

cat "$file"
if [ -z "${SLIPWAY_GITLAB_TOKEN:-}" ]; then
  echo "SLIPWAY_GITLAB_TOKEN is not set: the plan is in this log only" >&2
  exit 0
fi
node .gitlab/scripts/report.mjs "$kind" "$environment" "$outcome" "$file"
