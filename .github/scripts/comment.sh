#!/usr/bin/env bash
# comment.sh <pull request> <file>
# Puts the file into the comment of the pull request that begins with the same line, or into a new one.
set -euo pipefail

pull_request=$1
file=$2
comments="repos/$GITHUB_REPOSITORY/issues/$pull_request/comments"
marker=$(head -n 1 "$file")

id=$(gh api --paginate --slurp "$comments?per_page=100" | node "$(dirname "$0")/own.mjs" "$marker" id)
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$file" --jq .html_url
else
  gh api --method POST "$comments" -F "body=@$file" --jq .html_url
fi
