#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for nftables
# Roles: client, standalone-server, chunk-server
# Options: --role client --role chunk-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any --bind chunk-server.random-port=30000-30100 --bind chunk-server.random-port=29999 --accept-assumptions --enforce --internal-interface virbr0
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/client+chunk-server-enforce.nft
files=client+chunk-server-enforce.nft
unit=portspec_enforce

accepting() {
    if [ "$2" -ge 22 ] && [ "$2" -le 22 ]; then return 0; fi
    if [ "$2" -ge 80 ] && [ "$2" -le 80 ]; then return 0; fi
    if [ "$2" -ge 5700 ] && [ "$2" -le 6900 ]; then return 0; fi
    if [ "$2" -ge 64000 ] && [ "$2" -le 64000 ]; then return 0; fi
    if [ "$2" -ge 30000 ] && [ "$2" -le 30100 ]; then return 0; fi
    if [ "$2" -ge 29999 ] && [ "$2" -le 29999 ]; then return 0; fi
    return 1
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

differ() { # show how what is loaded, $1, and what would be, $2, differ; the status is that of diff(1)
    status=0
    folder=$(mktemp -d)
    printf '%s\n' "$1" >"$folder/loaded"
    printf '%s\n' "$2" >"$folder/wanted"
    diff -u -L loaded -L "$rules" "$folder/loaded" "$folder/wanted" || status=$?
    rm -rf -- "$folder"
    return "$status"
}

unmanaged() {
    without_firewalld
    if LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
        refuse 'ufw is active and keeps the rules of this host: use the dialect ufw'
    fi
}

copies=/etc/portspec
units=/etc/systemd/system

enabled() {
    [ -d "$copies/$unit" ]
}

renew() { # the copies, at once and as a whole
    here=$(dirname -- "$0")
    [ "$here" != "$copies/$unit" ] || return 0
    new=$copies/.new-$unit
    rm -rf -- "$new"
    mkdir -p -- "$new"
    printf '%s\n' "$files" | while read -r each; do cp -- "$here/$each" "$new/"; done
    cp -- "$0" "$new/load.sh"
    kept >"$new/place" 2>/dev/null || true
    rm -rf -- "${copies:?}/$unit"
    mv -- "$new" "$copies/$unit"
}

install_copies() {
    verify >/dev/null
    systemctl --version >/dev/null 2>&1 || refuse "there is no systemd here: let the host run: sh $0 load"
    renew
    cat >"$units/$unit.service" <<END
[Unit]
Description=Firewall rules of portspec: $unit
DefaultDependencies=no
Conflicts=shutdown.target
Wants=network-pre.target
Before=network-pre.target shutdown.target
After=local-fs.target nftables.service netfilter-persistent.service iptables.service ip6tables.service
PartOf=nftables.service netfilter-persistent.service iptables.service ip6tables.service
ReloadPropagatedFrom=nftables.service netfilter-persistent.service iptables.service ip6tables.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh $copies/$unit/load.sh load
ExecReload=/bin/sh $copies/$unit/load.sh load

[Install]
WantedBy=multi-user.target
END
    systemctl --quiet enable "$unit.service"
}

remove_copies() { # the text whose unit is $1; its rules stay
    if [ -e "$units/$1.service" ]; then
        systemctl --quiet disable "$1.service" 2>/dev/null || true
        rm -f -- "$units/$1.service"
    fi
    rm -rf -- "${copies:?}/$1"
    rmdir -- "$copies" 2>/dev/null || true
}

at_boot() { # say what is loaded at boot, and stop where that is another text
    if ! enabled; then
        echo "Not loaded at boot; to change that say: sh $0 enable"
        return
    fi
    printf '%s\n' "$files" | while read -r each; do
        cmp -s -- "$(dirname -- "$0")/$each" "$copies/$unit/$each" ||
            refuse "$each in $copies/$unit, which is loaded at boot, is another one: apply this, or say enable"
    done
}

listed() { # the table $2 of the family $1, without counters and without what packets put into its sets
    nft -s list table "$1" "$2" 2>/dev/null | awk '
        $1 == "set" { moves = 0 }
        $1 == "flags" && /dynamic/ { moves = 1 }
        moves && $1 == "elements" { inside = 1 }
        !inside
        /}$/ { inside = 0 }'
}

kept() {
    :
}

mark() { # for the process $1
    echo "table inet portspec_unconfirmed { chain process_$1 { }; }" | nft -f -
    echo "process_$1"
}

marked() {
    nft list chain inet portspec_unconfirmed "$1" >/dev/null 2>&1
}

marks() {
    nft list table inet portspec_unconfirmed 2>/dev/null | awk '$1 == "chain" { print $2 }'
}

unmark() { # and what only the time of trial lets pass
    {
        if marked "$1"; then echo 'delete table inet portspec_unconfirmed'; fi
        nft -a list table inet portspec 2>/dev/null | awk '
            $1 == "chain" { chain = $2 }
            / comment "until confirmed" # handle [0-9]+$/ { print "delete rule inet portspec " chain " handle " $NF }'
    } | nft -f -
}

try() {
    nft -c -f "$rules"
}

load() { # on trial where $1 is a mark: a host that tracked nothing knows no running connection yet, and must not lose them
    batch=$(cat -- "$rules") || refuse "cannot read $rules"
    {
        printf '%s\n' "$batch"
        for chain in ${1:+$(sed -n 's/^    chain \(input\|output\) {$/\1/p' "$rules")}; do
            echo "insert rule inet portspec $chain tcp flags & syn == 0 accept comment \"until confirmed\""
        done
    } | nft -f -
}

before() { # the table as it is, in the folder $1
    {
        printf 'add table inet portspec\ndelete table inet portspec\n'
        nft list table inet portspec 2>/dev/null || true
    } >"$1/before"
}

back() {
    nft -f "$1/before"
}

content() {
    listed inet portspec
}

would() { # what the file would load, in an empty network namespace
    nft -f "$rules"
    content
}

difference() {
    wanted=$(unshare -n sh "$0" would) || refuse "$rules cannot be loaded"
    differ "$(content)" "$wanted"
}

verify() {
    [ -r "$rules" ] || refuse "cannot read $rules"
    wanted=$(unshare -n sh "$0" would) || refuse "$rules cannot be loaded"
    found=$(content)
    [ -n "$found" ] || refuse 'not applied: there is no table inet portspec'
    [ -z "$(pending)" ] || refuse 'an apply waits to be confirmed, and is undone otherwise'
    if [ "$found" != "$wanted" ]; then
        differ "$found" "$wanted" >&2 || refuse "the table inet portspec is not what $rules says"
    fi
    at_boot
}

remove() {
    for each in $(marks); do unmark "$each"; done
    if nft list table inet portspec >/dev/null 2>&1; then nft delete table inet portspec; fi
    remove_copies "$unit"
}

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
