#!/bin/sh
# Makes the broker's users worker, hr and subscriber, or gives them their passwords again, with the rights in permissions.json and no more
# (docs/security.md). Run by the service broker-users of docker-compose.yml whenever it starts; anywhere else where rabbitmqctl reaches the node:
#   WORKER_BROKER_PASSWORD=... HR_BROKER_PASSWORD=... SUBSCRIBER_BROKER_PASSWORD=... sh deploy/rabbitmq/users.sh
# BROKER_NODE names the node, if it is not the one on this machine. To change a password, change it and run this again.
set -eu

ctl() {
    rabbitmqctl --quiet ${BROKER_NODE:+--node "$BROKER_NODE"} "$@"
}

# rabbitmqctl waits for ever for a password on its standard input where there is no terminal (seen on 4.0.5), so it is an argument: in a container of its own.
have() {
    if ctl list_users --no-table-headers | cut -f1 | grep -qx "$1"; then
        ctl change_password "$1" "$2"
    else
        ctl add_user "$1" "$2"
    fi
}

ctl await_startup
have worker "${WORKER_BROKER_PASSWORD:?is not set}"
have hr "${HR_BROKER_PASSWORD:?is not set}"
have subscriber "${SUBSCRIBER_BROKER_PASSWORD:?is not set}"
ctl import_definitions "$(dirname "$0")/permissions.json"
