#!/usr/bin/env bash
# drift.sh <environment> <outcome> <file>
# Keeps one open issue while an environment is not as its sources say: opened, brought up to date, closed.
# The outcome is none or changes; the file is the summary of the plan, and its first line tells the issue.
set -euo pipefail

environment=$1
outcome=$2
file=$3
label=slipway-drift
issues="repos/$GITHUB_REPOSITORY/issues"
run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
marker=$(head -n 1 "$file")

number=$(gh api --paginate --slurp "$issues?state=open&labels=$label&per_page=100" |
  node "$(dirname "$0")/own.mjs" "$marker" number)

case $outcome in
  changes)
    body=$(mktemp)
    trap 'rm -f "$body"' EXIT
    {
      cat "$file"
      printf '\nFound by [this run](%s). Deploy, or take the change into the sources; the issue closes itself.\n' "$run"
    } >"$body"
    if [ -n "$number" ]; then
      gh api --method PATCH "$issues/$number" -F "body=@$body" --jq .html_url
    else
      gh label create "$label" --force --color d93f0b --description "An environment is not as its sources say"
      gh api --method POST "$issues" -f "title=Drift: $environment is not as its sources say" \
        -F "body=@$body" -f "labels[]=$label" --jq .html_url
    fi
    ;;
  none)
    if [ -n "$number" ]; then
      gh api --method POST "$issues/$number/comments" -f "body=Gone, says [this run]($run)." --silent
      gh api --method PATCH "$issues/$number" -f state=closed -f state_reason=completed --jq .html_url
    fi
    ;;
  *)
    echo "outcome must be none or changes, got $outcome" >&2
    exit 1
    ;;
esac
