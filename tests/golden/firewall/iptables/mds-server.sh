#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for iptables
# Roles: mds-server, standalone-server
# Options: --role mds-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/mds-server
owner=portspec-b5ca9a70
hooks='in out'

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

apply() {
    unmanaged
    try
    load
}

case ${1:-} in
    apply | verify | remove) "$1" ;;
    *) refuse 'say apply, verify or remove' ;;
esac
