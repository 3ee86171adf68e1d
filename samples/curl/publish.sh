#!/bin/sh
# Takes Lea Leaver out of the demo workspace with nothing but curl: publishes plain JSON through RabbitMQ's management API and
# prints the events that answer it. RABBITMQ is the address of that API, with user and password.
# A sketch for trying things out: an HR system speaks AMQP, which confirms what it took (samples/node-publisher).
set -eu
api="${RABBITMQ:-http://guest:guest@127.0.0.1:15672}/api"
vhost="${VHOST:-%2F}"
request_id=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen | tr '[:upper:]' '[:lower:]')
queue="offboarding-curl-$request_id"

call() { curl --silent --show-error --fail --max-time 10 --header 'content-type: application/json' "$@"; }

# Listen first, then ask. The queue removes itself when nobody has looked for a minute.
call --request PUT "$api/queues/$vhost/$queue" --data '{"durable":true,"arguments":{"x-expires":60000}}'
for event in started scheduled refused sessions-revoked work-reassigned seat-released step-completed step-failed completed; do
    call --request PUT "$api/exchanges/$vhost/offboarding.$event" --data '{"type":"fanout","durable":true}'
    call --request POST "$api/bindings/$vhost/e/offboarding.$event/q/$queue" --data '{}' >/dev/null
done

# The payload is a string inside the API's JSON, so its quotes are escaped.
request='{"requestId":"'$request_id'","workspaceId":"0d000000-0000-4000-8000-000000000001",
 "userId":"0d000000-0000-4000-8000-000000000104","requestedBy":"0d000000-0000-4000-8000-000000000103","reason":"left-company",
 "handover":{"conversations":{"strategy":"unassigned"}}}'
escaped=$(printf %s "$request" | tr '\n' ' ' | sed 's/"/\\"/g')
echo "offboarding.deactivate-user $request"
call "$api/exchanges/$vhost/offboarding.deactivate-user/publish" --data \
    '{"routing_key":"","properties":{"content_type":"application/json","delivery_mode":2},"payload_encoding":"string","payload":"'"$escaped"'"}' |
    grep -q '"routed":true' || { echo "No worker has started on this broker yet: there is no queue for the request." >&2; exit 2; }

tries=0
while [ $((tries += 1)) -le 600 ]; do
    event=$(call "$api/queues/$vhost/$queue/get" --data '{"count":1,"ackmode":"ack_requeue_false","encoding":"auto"}')
    case $event in
        '[]') sleep 0.5 ;;
        *"$request_id"*)
            echo "$event"
            case $event in
                *'"exchange":"offboarding.completed"'* | *'"exchange":"offboarding.scheduled"'*) exit 0 ;;
                *'"exchange":"offboarding.refused"'*) exit 1 ;;
            esac ;;
    esac
done
echo "No end after 5 minutes." >&2
exit 2
