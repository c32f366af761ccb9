#!/usr/bin/env bash
# plan-file.sh <environment> <file>
# Writes the summary of a plan, as Markdown, to the file. Exit code 0: no changes, 2: changes, anything else: an error.
set -euo pipefail

environment=$1
file=$2

status=0
npx slipway plan "$environment" --format markdown >"$file" || status=$?
if [ "$status" -ne 0 ] && [ "$status" -ne 2 ]; then exit "$status"; fi

# Comments and issues are found again by their first line, whatever the summary begins with.
marker="<!-- slipway-plan $environment -->"
if [ "$(head -n 1 "$file")" != "$marker" ]; then
  summary=$(cat "$file")
  printf '%s\n%s\n' "$marker" "$summary" >"$file"
fi
exit "$status"
