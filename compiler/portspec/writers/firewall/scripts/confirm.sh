# For rules that close: they are tried, and taken back unless somebody who can still come in confirms them.
# Functions from beside: mark, marked, marks, unmark, before, back, load, and accepting (whether the rules accept an address and a port).
# shellcheck shell=sh disable=SC2154

sessions() { # address of the client and port of the server for the running SSH connection, else for all of them
    if [ -n "${SSH_CONNECTION:-}" ]; then
        echo "$SSH_CONNECTION" | awk '{ print $1, $4 }'
    else # sudo takes the variable away, and not each host has ss(8)
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v sockets="$(sockets)" '
            function hex(text,  n, i) {
                for (i = 1; i <= length(text); i++) n = 16 * n + index("0123456789ABCDEF", substr(text, i, 1)) - 1
                return n
            }
            function bytes(text,  i, turned) { # words of four bytes, the last first, on nearly all machines
                for (i = 1; i < length(text); i += 8)
                    turned = turned substr(text, i + 6, 2) substr(text, i + 4, 2) substr(text, i + 2, 2) substr(text, i, 2)
                return turned
            }
            function dotted(text) {
                return hex(substr(text, 1, 2)) "." hex(substr(text, 3, 2)) "." hex(substr(text, 5, 2)) "." hex(substr(text, 7))
            }
            function address(text,  i, grouped) {
                text = bytes(text)
                if (length(text) == 8) return dotted(text)
                if (text ~ /^00000000000000000000FFFF/) return dotted(substr(text, 25))
                for (i = 1; i < 32; i += 4) grouped = grouped ":" tolower(substr(text, i, 4))
                return substr(grouped, 2)
            }
            BEGIN { n = split(sockets, own, " "); for (i = 1; i <= n; i++) is[own[i]] = 1 }
            $4 == "01" && ($10 in is) {
                split($2, here, ":"); split($3, there, ":")
                print address(there[1]), hex(here[2])
            }'
    fi | sed 's/^::ffff:\([0-9.]* \)/\1/; s/%[^ ]*//'
}

sockets() { # the inodes of those that SSH daemons have
    for each in /proc/[0-9]*; do
        case $(cat "$each/comm" 2>/dev/null) in
            sshd* | dropbear) find "$each/fd" -type l -exec readlink {} \; 2>/dev/null | sed -n 's/^socket:\[\(.*\)\]$/\1/p' ;;
        esac
    done
}

within() { # whether the address $1 lies in one of the networks that follow, by the kernel's own reckoning
    unshare -n sh -eu -s -- "$@" <<'END'
ip link set lo up
address=$1
shift
for network; do echo "route add local $network dev lo"; done | ip -batch -
ip route get "$address" 2>/dev/null | grep -q '^local '
END
}

pending() { # the mark of an apply that waits to be confirmed; one whose process is gone waits no more
    for each in $(marks); do
        if kill -0 "${each##*[-_]}" 2>/dev/null; then echo "$each"; fi
    done
}

apply() { # for $1 seconds, and for good when confirmed
    unmanaged
    [ -z "$(pending)" ] || refuse 'an earlier apply waits to be confirmed'
    lost=$(sessions | while read -r client port; do
        accepting "$client" "$port" || echo "$client to port $port"
    done)
    [ -z "$lost" ] || refuse "nothing in $rules accepts the running SSH connection from $lost"
    try
    for each in $(marks); do unmark "$each"; done
    trap '' HUP INT # from here on a lost connection must not stop the way back
    watch "$1"
    load "$(pending)"
    echo "Open a new SSH session and say there: sh $0 confirm"
    echo "Otherwise this is undone after $1 seconds."
}

watch() { # start what undoes all after $1 seconds, where no end of this session reaches it
    work=$(mktemp -d)
    before "$work"
    cp -- "$0" "$work/undo"
    set -- sh "$work/undo" undo "$work" "$1"
    home="$(readlink /proc/1/ns/net 2>/dev/null || true)"
    if [ -d /run/systemd/system ] && [ "$home" = "$(readlink /proc/self/ns/net)" ] &&
        systemd-run --quiet --collect "$@" 2>/dev/null; then
        :
    elif command -v setsid >/dev/null; then
        setsid "$@" </dev/null >/dev/null 2>&1 &
    else
        "$@" </dev/null >/dev/null 2>&1 &
    fi
    tries=50
    until [ -n "$(pending)" ]; do
        [ "$tries" -gt 0 ] || refuse 'the way back cannot be prepared'
        tries=$((tries - 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
}

undo() { # what an apply did, by what it left in the folder $1, after $2 seconds, unless it is confirmed by then
    trap '' HUP INT
    mark=$(mark $$)
    left=$2
    while marked "$mark"; do
        if [ "$left" -le 0 ]; then
            back "$1" || true
            unmark "$mark"
        else
            sleep 1
            left=$((left - 1))
        fi
    done
    rm -rf -- "$1"
}

confirm() {
    mark=$(pending)
    [ -n "$mark" ] || refuse 'nothing waits to be confirmed'
    unmark "$mark"
    if enabled; then renew; fi
}

case "${1:-} ${2:-60}" in
    apply\ *[!0-9]*) refuse 'give the time to confirm in seconds' ;;
    apply\ *) apply "${2:-60}" ;;
    enable\ *) install_copies ;;
    load\ *) # at boot, when nobody is there to confirm or to be locked out
        try
        load
        ;;
    undo\ /*) undo "$2" "$3" ;;
    diff\ *) difference ;;
    confirm\ * | verify\ * | remove\ * | would\ *) "$@" ;;
    *) refuse 'say diff, apply [SECONDS], confirm, verify or remove, or enable to have it loaded at boot' ;;
esac
