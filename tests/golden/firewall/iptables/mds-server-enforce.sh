#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for iptables
# Roles: mds-server, standalone-server
# Options: --role mds-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any --enforce
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/mds-server-enforce
owner=portspec-enforce
hooks=in

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

programs() { # one for each family that the kernel has
    echo iptables
    if [ -e /proc/net/if_inet6 ]; then echo ip6tables; fi
}

file() { # with the rules for the program $1
    case $1 in iptables) echo "$rules.v4" ;; *) echo "$rules.v6" ;; esac
}

mains() {
    for hook in $hooks; do echo "$owner-$hook"; done
}

own() { # the names of the chains, in the program $1
    "$1" -w -S | awk -v prefix="$owner-" '$1 == "-N" && index($2, prefix) == 1 { print $2 }'
}

entries() { # what leads to the chain $2 from others than the own ones, in the program $1
    "$1" -w -S | awk -v to="$2" -v prefix="$owner-" '
        $1 == "-A" && index($2, prefix) != 1 && ($NF == to) && ($(NF - 1) == "-j" || $(NF - 1) == "-g")'
}

jumping() { # before all other rules, unless something leads to the chain already
    for hook in $hooks; do
        case $hook in in) from=INPUT ;; *) from=OUTPUT ;; esac
        if [ -z "$(entries "$1" "$owner-$hook")" ]; then echo "-I $from -j $owner-$hook"; fi
    done
}

rules_of() { # the file of the program $1 without its frame
    grep -vx -e '\*filter' -e COMMIT -- "$(file "$1")"
}

replacing() { # the own rules of the program $1 with those that come on standard input
    new=$(cat)
    stays=$(printf '%s\n' "$new" | sed -n 's/^:\([^ ]*\) .*/\1/p')
    echo '*filter'
    own "$1" | sed 's/^/-F /'
    own "$1" | grep -vxF -e "$stays" | sed 's/^/-X /'
    printf '%s\n' "$new"
    jumping "$1"
    echo COMMIT
}

removal() {
    echo '*filter'
    for main in $(mains); do
        entries "$1" "$main" | sed 's/^-A/-D/'
    done
    own "$1" | sed 's/^/-F /'
    own "$1" | sed 's/^/-X /'
    echo COMMIT
}

restore() { # what comes on standard input, once all of it is there: the lock is not shared (iptables(8), -w)
    batch=$(cat)
    program=$1
    shift
    printf '%s\n' "$batch" | "$program-restore" -w --noflush "$@"
}

try() { # what all programs would load, before the first does
    for each in $(programs); do
        [ -r "$(file "$each")" ] || refuse "cannot read $(file "$each")"
        rules_of "$each" | replacing "$each" | restore "$each" --test
    done
}

load() {
    for each in $(programs); do
        rules_of "$each" | replacing "$each" | restore "$each"
    done
}

verify() {
    for program in $(programs); do
        for main in $(mains); do
            [ -n "$(entries "$program" "$main")" ] || refuse "not applied: nothing of $program leads to $main"
        done
        "$program" -w -S | grep -F -e " $owner-"
    done
}

remove() {
    for program in $(programs); do
        for main in $(mains); do
            if entries "$program" "$main" | grep -qvx -e "-A [A-Z]* -j $main"; then
                refuse "nothing was removed: take out the rules of your own that lead to $main first"
            fi
        done
    done
    for program in $(programs); do
        removal "$program" | restore "$program"
    done
}

sessions() { # address of the client and port of the server for the running SSH connection, else for all of them
    if [ -n "${SSH_CONNECTION:-}" ]; then
        echo "$SSH_CONNECTION" | awk '{ print $1, $4 }'
    else # sudo takes the variable away
        ss -Htnp state established | awk '/"sshd/ { sub(/:[0-9]+$/, "", $4); sub(/.*:/, "", $3); print $4, $3 }'
    fi | sed 's/[][]//g; s/^::ffff://; s/%[^ ]*//'
}

within() { # whether the address $1 lies in one of the networks that follow, by the kernel's own reckoning
    unshare -n sh -eu -s -- "$@" <<'END'
ip link set lo up
address=$1
shift
for network; do ip route add local "$network" dev lo; done
ip route get "$address" 2>/dev/null | grep -q '^local '
END
}

accepts() { # whether the rules accept TCP from $1 to port $2
    if [ "$2" -ge 22 ] && [ "$2" -le 22 ]; then return 0; fi
    if [ "$2" -ge 80 ] && [ "$2" -le 80 ]; then return 0; fi
    if [ "$2" -ge 2511 ] && [ "$2" -le 2511 ]; then return 0; fi
    if [ "$2" -ge 64000 ] && [ "$2" -le 64000 ]; then return 0; fi
    if [ "$2" -ge 2510 ] && [ "$2" -le 2510 ] && within "$1" 10.0.1.0/24 fd00:1::/64; then return 0; fi
    return 1
}

pending() { # the mark of an apply that is not confirmed yet
    iptables -w -S | awk '$1 == "-N" && index($2, "portspec-unconfirmed-") == 1 { print $2 }'
}

marked() {
    iptables -w -S "$1" >/dev/null 2>&1
}

kept() { # the own rules that the program $1 has now
    "$1-save" -t filter | grep -e "^:$owner-" -e "^-A $owner-" || true
}

apply() { # for $1 seconds, and for good when confirmed
    unmanaged
    [ -z "$(pending)" ] || refuse 'an earlier apply waits to be confirmed'
    lost=$(sessions | while read -r client port; do accepts "$client" "$port" || echo "$client to port $port"; done)
    [ -z "$lost" ] || refuse "nothing in $rules accepts the running SSH connection from $lost"
    try
    mark=portspec-unconfirmed-$$
    before4=$(kept iptables)
    before6=$(if [ -e /proc/net/if_inet6 ]; then kept ip6tables; fi)
    trap '' HUP INT # from here on a lost connection must not stop the way back
    iptables -w -N "$mark"
    (
        exec </dev/null >/dev/null 2>&1 # as its own command, so that no copy keeps the terminal busy
        undo "$mark" "$1"
    ) &
    load
    echo "Open a new SSH session and say there: sh $0 confirm"
    echo "Otherwise this is undone after $1 seconds."
}

undo() { # what the apply with the mark $1 did, after $2 seconds, unless it is confirmed by then
    left=$2
    while marked "$1"; do
        if [ "$left" -le 0 ]; then
            back iptables "$before4" || true # the other family must come back in any case
            if [ -e /proc/net/if_inet6 ]; then back ip6tables "$before6" || true; fi
            iptables -w -X "$1"
            return
        fi
        sleep 1
        left=$((left - 1))
    done
}

back() { # to the own rules $2 of the program $1, or to none
    if [ -n "$2" ]; then
        printf '%s\n' "$2" | replacing "$1" | restore "$1"
    else
        removal "$1" | restore "$1"
    fi
}

confirm() {
    mark=$(pending)
    [ -n "$mark" ] || refuse 'nothing waits to be confirmed'
    iptables -w -X "$mark"
}

case "${1:-} ${2:-60}" in
    apply\ *[!0-9]*) refuse 'give the time to confirm in seconds' ;;
    apply\ *) apply "${2:-60}" ;;
    load\ *) # at boot, when nobody is there to confirm or to be locked out
        try
        load
        ;;
    confirm\ * | verify\ * | remove\ *) "$1" ;;
    *) refuse 'say apply [SECONDS], confirm, load, verify or remove' ;;
esac
