"""The scripts that apply, verify and remove iptables rules, in POSIX sh, and the unit that loads them at boot."""

CHAINS = r"""
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
"""
"""Variables: rules (the files beside the script, without .v4 and .v6), owner (what the chains' names begin with), hooks
(in, out, or both)."""

ADDITIVE = r"""
apply() {
    unmanaged
    try
    load
}

case ${1:-} in
    apply | verify | remove) "$1" ;;
    *) refuse 'say apply, verify or remove' ;;
esac
"""

ENFORCED = r"""
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
@ACCEPTS@
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
"""
"""Variables as above. `@ACCEPTS@` stands for a line per range that accepts TCP: return 0 where $1 may reach port $2."""

UNIT = """\
[Unit]
Description=Firewall rules of portspec, {stem}
DefaultDependencies=no
Conflicts=shutdown.target
Wants=network-pre.target
Before=network-pre.target shutdown.target
After=local-fs.target netfilter-persistent.service iptables.service ip6tables.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh "/etc/portspec/{stem}.sh" {verb}

[Install]
WantedBy=multi-user.target
"""
"""Loads the rules after those that the host has saved (systemd.special(7), network-pre.target)."""
