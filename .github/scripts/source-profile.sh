#!/usr/bin/env bash
# source-profile.sh <role>
# Signs in to the account that a promotion comes from, as a profile of its own: the credentials of the target stay as
# they are. For the steps that follow, SLIPWAY_SOURCE_PROFILE is the profile's name.
set -euo pipefail
umask 077

role=$1
profile=slipway-source
credentials="$RUNNER_TEMP/slipway-source-credentials"

token=$(curl --fail --silent --show-error \
  --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" |
  node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).value')
echo "::add-mask::$token"

# Without those of the target, which are of no use here.
answer=$(env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \
  aws sts assume-role-with-web-identity --role-arn "$role" \
  --role-session-name "slipway-$GITHUB_RUN_ID" --web-identity-token "$token" --output text \
  --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]')
read -r id key session <<<"$answer"
for secret in "$id" "$key" "$session"; do echo "::add-mask::$secret"; done

cat >"$credentials" <<END
[$profile]
aws_access_key_id = $id
aws_secret_access_key = $key
aws_session_token = $session
END
{
  echo "AWS_SHARED_CREDENTIALS_FILE=$credentials"
  echo "SLIPWAY_SOURCE_PROFILE=$profile"
} >>"$GITHUB_ENV"
