#!/bin/sh
# The same as queue-bot, in shell with curl and jq.
set -u
request=$(cat)

say() { # OUTCOME [DETAIL]: answers, and the run is over
  outcome=$1
  # A probe knows of three outcomes only.
  case $mode:$1 in probe:done | probe:not_done) ;; probe:*) outcome=unknown ;; esac
  jq -cn --arg outcome "$outcome" --arg detail "${2-}" '{ $outcome, $detail }'
  exit 0
}

field() { printf %s "$request" | jq -r "$1"; }

ask() { # METHOD PATH [BODY]: the answer is in $body, empty where there is nothing (404)
  # The token goes in by stdin: a command line can be read by everybody on the machine.
  answer=$(printf 'header = "Authorization: Bearer %s"\n' "$QUEUE_BOT_TOKEN" |
    curl --silent --config - --max-time "${QUEUE_BOT_PATIENCE:-20}" --request "$1" --write-out '\n%{http_code}' \
      ${3+--header 'Content-Type: application/json' --data "$3"} "$base$2") || say unknown "$1: no answer"
  status=${answer##*
}
  body=${answer%
*}
  case $1:$status in
    *:2??) ;;
    GET:404 | DELETE:404) body= ;;
    *:429) say not_yet "$1 was answered with 429" ;;
    *:4??) say failed "$1 was answered with $status" ;;
    *) say unknown "$1 was answered with $status" ;;
  esac
}

mode=$(field .mode)
case $(field .format_version) in 1.*) ;; *) say failed "this program speaks 1.x" ;; esac
base=$(field '.tenant.base_url // ""') account=$(field .tenant.account)
action=$(field .change.action) key=$(field .change.key)
[ "$(field .change.kind)" = queue_member ] || say failed "this program knows queue members only"
[ "$action" != update ] || say failed "this program does not update a queue member"
[ -n "$base" ] || say failed "this program knows the sandbox only"

role=$(printf %s "${key##*/}" | tr '[:lower:]' '[:upper:]')
rest=${key%/*}
email=${rest##*/} queue=${rest%/*}

filter=$(jq -rn --arg email "$email" '"email eq \"\($email)\"" | @uri')
ask GET "/admin/rest/v1/accounts/$account/users?filter=$filter"
user=$(printf %s "$body" | jq -r --arg email "$email" '.results[]? | select((.email | ascii_downcase) == $email) | .key')
[ -n "$user" ] || say failed "nobody has the e-mail $email"

root=/_emulator/contact-center/v1/accounts/$account/queues
ask GET "$root?pageSize=100"
id=$(printf %s "$body" | jq -r --arg name "$queue" '.items[]? | select(.name == $name) | .id')
[ -n "$id" ] || say failed "no queue is called $queue"

ask GET "$root/$id/members/$user"
roles=$(printf '%s' "${body:-null}" | jq -c '(.roles // []) | sort')
if [ "$action" = create ]; then change='+'; else change='-'; fi
wanted=$(printf %s "$roles" | jq -c --arg role "$role" ". $change [\$role] | unique")

if [ "$roles" = "$wanted" ]; then say done; fi
if [ "$mode" = probe ]; then say not_done; fi
echo "$email in $queue: $roles -> $wanted" >&2
if [ "$wanted" = '[]' ]; then
  ask DELETE "$root/$id/members/$user"
else
  ask PUT "$root/$id/members/$user" "{\"roles\":$wanted}"
fi
say done
