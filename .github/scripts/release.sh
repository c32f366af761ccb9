#!/usr/bin/env bash
# release.sh <environment> <command and arguments of slipway>
# Runs a command that releases into the environment, and shows in the summary of the run what runs there then.
set -euo pipefail

environment=$1
shift

# A person may be deploying.
export TF_CLI_ARGS_plan=-lock-timeout=10m TF_CLI_ARGS_apply=-lock-timeout=10m
npx slipway "$@" --yes

released=$(npx slipway releases "$environment" --most 1)
printf '### %s\n\n~~~\n%s\n~~~\n' "$environment" "$released" >>"$GITHUB_STEP_SUMMARY"
