#!/usr/bin/env bash
# plan-file.sh <environment> <file>
# Writes the summary of a plan, as Markdown, to the file. Exit code 0: no changes, 2: changes, anything else: an error.
set -euo pipefail

environment=$1
file=$2

# A deployment that is under way holds the lock of the state.
export TF_CLI_ARGS_plan=-lock-timeout=10m
status=0
npx slipway plan "$environment" --format markdown >"$file" || status=$?
if [ "$status" -ne 0 ] && [ "$status" -ne 2 ]; then exit "$status"; fi

# Comments and issues are found again by this line.
expected="<!-- slipway plan $environment -->"
if [ "$(head -n 1 "$file")" != "$expected" ]; then
  echo "the first line of the plan must be $expected, got: $(head -n 1 "$file")" >&2
  exit 1
fi
exit "$status"
