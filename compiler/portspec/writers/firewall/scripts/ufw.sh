# Rules of ufw that use profiles.
# Set above: rules (the file beside the script), owner (what the profiles' names begin with), names (of the profiles).
# Function above: rules (calls rule for each, with its note and its words).
# shellcheck shell=sh disable=SC2154,SC2317

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
