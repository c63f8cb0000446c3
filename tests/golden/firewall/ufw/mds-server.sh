#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for ufw
# Roles: mds-server, standalone-server
# Options: --role mds-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.1/32 --peer client=any
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/mds-server.profiles
owner=portspec-b5ca9a70
names='portspec-b5ca9a70-in-1 portspec-b5ca9a70-in-2 portspec-b5ca9a70-out-3 portspec-b5ca9a70-out-4'

rules() {
    # Incoming tcp from any address
    rule 'portspec-b5ca9a70-in-1 standalone-server.22.both standalone-server.80.both mds-server.2511.both standalone-server.64000.both' allow portspec-b5ca9a70-in-1
    # Incoming tcp from mds-server
    rule 'portspec-b5ca9a70-in-2 mds-server.2510.both' allow from 10.0.1.0/24 to any app portspec-b5ca9a70-in-2
    rule 'portspec-b5ca9a70-in-2 mds-server.2510.both' allow from fd00:1::/64 to any app portspec-b5ca9a70-in-2
    # Outgoing tcp to any address
    rule 'portspec-b5ca9a70-out-3 standalone-server.22.both standalone-server.80.both standalone-server.443.outbound mds-server.2511.both standalone-server.5224.outbound standalone-server.64000.both' allow out portspec-b5ca9a70-out-3
    # Outgoing tcp to mds-server
    rule 'portspec-b5ca9a70-out-4 mds-server.2510.both' allow out to 10.0.1.0/24 app portspec-b5ca9a70-out-4
    rule 'portspec-b5ca9a70-out-4 mds-server.2510.both' allow out to fd00:1::/64 app portspec-b5ca9a70-out-4
}

refuse() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 1
}

without_firewalld() { # which would not know of these rules
    if firewall-cmd --state >/dev/null 2>&1; then
        refuse 'firewalld is active and keeps the rules of this host: use the dialect firewalld'
    fi
}

LC_ALL=C.UTF-8
export LC_ALL
profiles=/etc/ufw/applications.d/$owner

added() { # the words of the rules that carry the own note
    ufw show added | sed -n "s/^ufw \(.*\) comment '$owner-.*'\$/\1/p"
}

words() {
    shift
    echo "$*"
}

add() {
    note=$1
    shift
    ufw "$@" comment "$note" >/dev/null
}

wanted() {
    rule() { words "$@"; }
    rules
}

ready() {
    without_firewalld
    ufw version >/dev/null 2>&1 || refuse 'there is no ufw here'
    if [ -e /proc/net/if_inet6 ] && ! grep -qi '^IPV6=yes' /etc/default/ufw; then
        refuse 'ufw leaves IPv6 aside here: say IPV6=yes in /etc/default/ufw, then ufw reload'
    fi
}

withdraw() { # rules whose words come on standard input
    while read -r line; do
        # shellcheck disable=SC2086 # the line is words
        ufw delete $line >/dev/null </dev/null
    done
}

apply() {
    ready
    [ -r "$rules" ] || refuse "cannot read $rules"
    added | grep -vx -F -e "$(wanted)" | withdraw
    cp -- "$rules" "$profiles.new"
    chmod 644 "$profiles.new"
    mv -- "$profiles.new" "$profiles"
    for name in $names; do ufw app update "$name" >/dev/null; done
    rule() { add "$@"; }
    rules
    active || echo 'ufw is not active: these rules hold from the next ufw enable on' >&2
}

active() {
    ufw status | grep -q '^Status: active'
}

verify() {
    active || refuse 'ufw is not active'
    found=$(added)
    missing=$(wanted | while read -r line; do
        printf '%s\n' "$found" | grep -qxF -e "$line" || echo "$line"
    done)
    [ -z "$missing" ] || refuse "not applied: $missing"
    printf '%s\n' "$found"
}

remove() {
    others=$(ufw show added | grep -F -e "$owner-" | grep -v " comment '$owner-") || true
    [ -z "$others" ] || refuse "nothing was removed: take out first what you made of these profiles: $others"
    added | withdraw
    rm -f -- "$profiles"
}

case ${1:-} in
    apply | verify | remove) "$1" ;;
    *) refuse 'say apply, verify or remove' ;;
esac
