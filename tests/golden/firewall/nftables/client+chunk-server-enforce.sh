#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for nftables
# Roles: client, standalone-server, chunk-server
# Options: --role client --role chunk-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any --bind chunk-server.random-port=30000-30100 --bind chunk-server.random-port=29999 --accept-assumptions --enforce --internal-interface virbr0
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/client+chunk-server-enforce.nft

refuse() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 1
}

without_firewalld() { # which would not know of these rules
    if firewall-cmd --state >/dev/null 2>&1; then
        refuse 'firewalld is active and keeps the rules of this host: use the dialect firewalld'
    fi
}

unmanaged() { # stop where another program keeps the firewall
    without_firewalld
    if LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
        refuse 'ufw is active and keeps the rules of this host: use the dialect ufw'
    fi
}

sessions() { # address of the client and port of the server for the running SSH connection, else for all of them
    if [ -n "${SSH_CONNECTION:-}" ]; then
        echo "$SSH_CONNECTION" | awk '{ print $1, $4 }'
    else # sudo takes the variable away
        ss -Htnp state established | awk '/"sshd/ { sub(/:[0-9]+$/, "", $4); sub(/.*:/, "", $3); print $4, $3 }'
    fi | sed 's/[][]//g; s/^::ffff://; s/%[^ ]*//'
}

accepts() { # whether the rules, loaded into an empty network namespace, accept TCP from $1 to port $2
    unshare -n sh -eu -s -- "$rules" "$1" "$2" <<'END'
nft -f "$1"
holds() { nft get element inet portspec "$1" "{ $2 }" >/dev/null 2>&1; }
if holds in-tcp-1 "$3"; then exit 0; fi
if holds in-tcp-2 "$3"; then exit 0; fi
exit 1
END
}

pending() { # the mark of an apply that is not confirmed yet
    nft list table inet portspec 2>/dev/null | awk '$1 == "chain" && index($2, "unconfirmed_") == 1 { print $2 }'
}

marked() {
    nft list chain inet portspec "$1" >/dev/null 2>&1
}

apply() { # for $1 seconds, and for good when confirmed
    unmanaged
    [ -z "$(pending)" ] || refuse 'an earlier apply waits to be confirmed'
    lost=$(sessions | while read -r client port; do accepts "$client" "$port" || echo "$client to port $port"; done)
    [ -z "$lost" ] || refuse "nothing in $rules accepts the running SSH connection from $lost"
    mark=unconfirmed_$$
    batch=$(cat -- "$rules" && echo "add chain inet portspec $mark") || refuse "cannot read $rules"
    before=$(nft list table inet portspec 2>/dev/null || true)
    trap '' HUP INT # from here on a lost connection must not stop the way back
    printf '%s\n' "$batch" | nft -f -
    (
        exec </dev/null >/dev/null 2>&1 # as its own command, so that no copy keeps the terminal busy
        undo "$mark" "$1"
    ) &
    echo "Open a new SSH session and say there: sh $0 confirm"
    echo "Otherwise this is undone after $1 seconds."
}

undo() { # what the apply with the mark $1 did, after $2 seconds, unless it is confirmed by then
    left=$2
    while marked "$1"; do
        if [ "$left" -le 0 ]; then
            printf 'delete table inet portspec\n%s\n' "$before" | nft -f -
            return
        fi
        sleep 1
        left=$((left - 1))
    done
}

confirm() {
    mark=$(pending)
    [ -n "$mark" ] || refuse 'nothing waits to be confirmed'
    nft delete chain inet portspec "$mark"
}

verify() {
    nft list table inet portspec 2>/dev/null || refuse 'not applied: there is no table inet portspec'
}

remove() {
    if nft list table inet portspec >/dev/null 2>&1; then nft delete table inet portspec; fi
}

case "${1:-} ${2:-60}" in
    apply\ *[!0-9]*) refuse 'give the time to confirm in seconds' ;;
    apply\ *) apply "${2:-60}" ;;
    confirm\ * | verify\ * | remove\ *) "$1" ;;
    *) refuse 'say apply [SECONDS], confirm, verify or remove' ;;
esac
