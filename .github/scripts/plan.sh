#!/usr/bin/env bash
# plan.sh <environment> <file>
# Plans an environment and writes the summary, as Markdown, to the file and to the summary of the run. The step output
# `outcome` is none, changes or error. Changes are no failure; an error is.
set -euo pipefail

environment=$1
file=$2
here=$(dirname "$0")

status=0
"$here/plan-file.sh" "$environment" "$file" || status=$?
case $status in
  0) outcome=none ;;
  2) outcome=changes ;;
  *)
    outcome=error
    run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
    {
      printf '<!-- slipway-plan %s -->\n' "$environment"
      printf '### %s: the plan failed\n\n' "$environment"
      printf 'What went wrong is in the log of the [run](%s).\n' "$run"
    } >"$file"
    ;;
esac

cat "$file" >>"$GITHUB_STEP_SUMMARY"
echo "outcome=$outcome" >>"$GITHUB_OUTPUT"
[ "$outcome" != error ]
