#!/bin/sh
# Runs Terraform so that it finishes whatever happens to the command that started it, and records its process.
#
# SLIPWAY_TERRAFORM  the program. Default: terraform
# SLIPWAY_RUNNING    folder of the records, one for each stack; without it none is written
# SLIPWAY_STOPPING   set when the command was interrupted: no Terraform is started any more

if [ -n "$SLIPWAY_STOPPING" ]; then
  echo "terraform $1 was not started: the command was interrupted" >&2
  exit 1
fi

# Terraform ends at once when its terminal goes away, as cdktf's does when cdktf is killed. It would lose its state.
trap "" HUP

# A stack's folder has the name of the stack. Elsewhere Terraform is only asked for its version.
if [ -n "$SLIPWAY_RUNNING" ] && [ -f cdk.tf.json ]; then
  started=$(cut -d " " -f 22 "/proc/$$/stat" 2>/dev/null || echo $(TZ=UTC LC_ALL=C ps -o lstart= -p $$))
  # As toolchain/process-space.ts reads it.
  space=$( (cat /proc/sys/kernel/random/boot_id && readlink /proc/self/ns/pid) 2>/dev/null) || space=
  mkdir -p "$SLIPWAY_RUNNING"
  record="$SLIPWAY_RUNNING/${PWD##*/}.json"
  printf '{"pid":%s,"started":"%s","host":"%s","space":"%s","operation":"%s","since":"%s"}\n' \
    $$ "$started" "$(uname -n)" "$(echo $space)" "$1" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$record.$$"
  # A command that looks at the same moment must not read half a record.
  mv "$record.$$" "$record"
fi

# The process keeps its id and its start time.
exec "${SLIPWAY_TERRAFORM:-terraform}" "$@"
