#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for iptables
# Roles: mds-server, standalone-server
# Options: --role mds-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any --enforce
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/mds-server-enforce
files='mds-server-enforce.v4
mds-server-enforce.v6'
unit=portspec-enforce
owner=portspec-enforce
text=''
hooks=in

accepting() {
    if [ "$2" -ge 22 ] && [ "$2" -le 22 ]; then return 0; fi
    if [ "$2" -ge 80 ] && [ "$2" -le 80 ]; then return 0; fi
    if [ "$2" -ge 2511 ] && [ "$2" -le 2511 ]; then return 0; fi
    if [ "$2" -ge 64000 ] && [ "$2" -le 64000 ]; then return 0; fi
    if [ "$2" -ge 2510 ] && [ "$2" -le 2510 ] && within "$1" 10.0.1.0/24 fd00:1::/64; then return 0; fi
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

# Names in the listing of a program, with a hyphen behind them. "own": what the chains of this text begin with. "mine":
# the same, and what those begin with of texts with a product and a role of it, which it replaces.
# shellcheck disable=SC2016 # awk's own variables
OWNERS='
    function shares(one, other,  has, asked, i, j) {
        split(one, has, " "); split(other, asked, " ")
        if (has[2] != asked[2]) return 0
        for (i in has) for (j in asked) if (i > 2 && j > 2 && has[i] == asked[j]) return 1
        return 0
    }
    $1 == "-A" && match($0, /--comment "portspec [^"]*"/) {
        if (shares(substr($0, RSTART + 11, RLENGTH - 12), text)) print substr($2, 1, match($2, /-(in|out)$/))
    }'

mine() {
    {
        echo "$owner-"
        "$1" -w -S | awk -v text="$text" "$OWNERS"
    } | sort -u
}

own() { # the names of the chains that begin with one of $2, in the program $1
    "$1" -w -S | awk -v owners="$2" '
        BEGIN { n = split(owners, owner, " ") }
        $1 == "-N" { for (i = 1; i <= n; i++) if (index($2, owner[i]) == 1) { print $2; next } }'
}

entries() { # what leads to one of the chains $2 from others than these, in the program $1
    "$1" -w -S | awk -v chains="$2" '
        BEGIN { n = split(chains, chain, " "); for (i = 1; i <= n; i++) is[chain[i]] = 1 }
        $1 == "-A" && !($2 in is) {
            for (i = 3; i < NF; i++) if (($i == "-j" || $i == "-g") && ($(i + 1) in is)) { print; next }
        }'
}

left() { # what takes away the chain that was made for Docker, if it holds nothing but the jump to one of the chains $2
    "$1" -w -S | awk -v chains="$2" '
        BEGIN { n = split(chains, chain, " "); for (i = 1; i <= n; i++) is[chain[i]] = 1 }
        $1 == "-A" && $2 == "DOCKER-USER" { if (NF == 4 && ($4 in is)) made = 1; else used = 1 }
        $1 == "-A" && $NF == "DOCKER-USER" { used = 1 }
        END { if (made && !used) print "-X DOCKER-USER" }'
}

rules_of() { # the file of the program $1 without its frame
    grep -vx -e '\*filter' -e COMMIT -- "$(file "$1")"
}

replacing() { # the chains of the program $1 with those that come on standard input
    new=$(cat)
    every=$(own "$1" "$(mine "$1")")
    stays=$(printf '%s\n' "$new" | sed -n 's/^:\([^ ]*\) .*/\1/p')
    gone=$(printf '%s\n' "$every" | grep -vxF -e "$stays") || true
    echo '*filter'
    entries "$1" "$gone" | grep -v -e "^-A $owner-" | sed 's/^-A/-D/'
    printf '%s\n' "$every" | sed -n 's/./-F &/p'
    printf '%s\n' "$gone" | sed -n 's/./-X &/p'
    left "$1" "$gone"
    printf '%s\n' "$new"
    jumping "$1" "$gone" || return 1
    echo COMMIT
}

removal() { # of all own chains in the program $1
    every=$(own "$1" "$(mine "$1")")
    echo '*filter'
    entries "$1" "$every" | sed 's/^-A/-D/'
    printf '%s\n' "$every" | sed -n 's/./-F &/p'
    printf '%s\n' "$every" | sed -n 's/./-X &/p'
    left "$1" "$every"
    echo COMMIT
}

restore() { # what comes on standard input, once all of it is there: the lock is not shared (iptables(8), -w)
    batch=$(cat)
    program=$1
    shift
    printf '%s\n' "$batch" | "$program-restore" -w --noflush "$@"
}

try() { # what all programs would load, before the first does
    if iptables -V | grep -q nf_tables && { iptables-legacy-save; ip6tables-legacy-save; } 2>/dev/null | grep -q '^-A'; then
        refuse 'the legacy iptables has rules too, which this cannot open: take them out, or use iptables-legacy throughout'
    fi
    for each in $(programs); do
        [ -r "$(file "$each")" ] || refuse "cannot read $(file "$each")"
        whole=$(rules_of "$each" | replacing "$each") || exit 1
        printf '%s\n' "$whole" | restore "$each" --test
    done
}

content() { # of the own chains, in the program $1
    "$1" -w -S | grep -e "^-N $owner-" -e "^-A $owner-" | sort -s -k 2,2 || true
}

would() { # what the files would load, in an empty network namespace
    for each in $(programs); do
        "$each-restore" -w <"$(file "$each")"
        content "$each"
    done
}

difference() {
    wanted=$(unshare -n sh "$0" would) || refuse "$rules cannot be loaded"
    for each in $(programs); do
        entry=$(jumping "$each" '') || exit 1
        wanted=$(printf '%s\n' "$wanted" "$entry" | grep .)
    done
    differ "$(for each in $(programs); do content "$each"; done)" "$wanted"
}

verify() {
    for each in $(programs); do [ -r "$(file "$each")" ] || refuse "cannot read $(file "$each")"; done
    wanted=$(unshare -n sh "$0" would) || refuse "$rules cannot be loaded"
    found=$(for each in $(programs); do content "$each"; done)
    [ -n "$found" ] || refuse "not applied: there is no chain of $owner"
    unconfirmed
    if [ "$found" != "$wanted" ]; then
        different=$(printf '%s\n' "$wanted" "$found" | sort | uniq -u | head -n 9)
        refuse "what is loaded is not what $rules says; these differ: $different"
    fi
    for program in $(programs); do
        for hook in $hooks; do entered "$program" "$hook"; done
    done
    at_boot
}

remove() {
    for program in $(programs); do
        every=$(own "$program" "$(mine "$program")")
        others=$(entries "$program" "$every" | grep -vx -e "-A [A-Z-]* -j [^ ]*") || true
        [ -z "$others" ] || refuse "nothing was removed: take out the rules of your own that lead to $owner first: $others"
    done
    for program in $(programs); do
        removal "$program" | restore "$program"
    done
    forget
}

kept() {
    :
}

from() { # the chain from which the own one of the hook $1 is entered
    case $1 in in) echo INPUT ;; out) echo OUTPUT ;; dnat) echo DOCKER-USER ;; esac
}

jumping() { # before all other rules, unless something leads to the chain already
    for hook in $hooks; do
        if [ -n "$(entries "$1" "$owner-$hook")" ]; then continue; fi
        # Docker takes its chain as it finds it, also one that was there before it started.
        if [ "$hook" = dnat ] && ! "$1" -w -S DOCKER-USER >/dev/null 2>&1; then echo '-N DOCKER-USER'; fi
        echo "-I $(from "$hook") -j $owner-$hook"
    done
}

mark() { # for the process $1
    iptables -w -N "portspec-unconfirmed-$1"
    echo "portspec-unconfirmed-$1"
}

marked() {
    iptables -w -S "$1" >/dev/null 2>&1
}

marks() {
    iptables -w -S | awk '$1 == "-N" && index($2, "portspec-unconfirmed-") == 1 { print $2 }'
}

trial() { # what lets running connections pass for the time of trial: a host that tracked nothing knows none of them yet
    printf -- '-p tcp -m tcp --tcp-flags SYN NONE -m comment --comment "until confirmed" -j ACCEPT\n'
}

unmark() { # and what only the time of trial lets pass
    for each in $(programs); do
        {
            echo '*filter'
            "$each" -w -S | grep -F -- "$(trial)" | sed 's/^-A/-D/' || true
            echo COMMIT
        } | restore "$each"
    done
    if marked "$1"; then iptables -w -X "$1"; fi
}

load() { # on trial where $1 is a mark
    for each in $(programs); do
        {
            rules_of "$each"
            for main in ${1:+$(mains)}; do echo "-I $main $(trial)"; done
        } | replacing "$each" | restore "$each"
    done
}

before() { # the own chains as they are, in the folder $1
    for each in $(programs); do
        "$each-save" -t filter | grep -e "^:$owner-" -e "^-A $owner-" >"$1/$each" || true
    done
}

back() { # the other family must come back in any case
    for each in $(programs); do
        if [ -s "$1/$each" ]; then
            hooks=$(sed -n "s/^:$owner-\([a-z]*\) .*/\1/p" "$1/$each")
            replacing "$each" <"$1/$each" | restore "$each" || true
        else
            removal "$each" | restore "$each" || true
        fi
    done
}

unconfirmed() {
    [ -z "$(pending)" ] || refuse 'an apply waits to be confirmed, and is undone otherwise'
}

entered() { # whether all packets come to the own chain of the hook $2 in the program $1
    from=$(from "$2")
    first=$("$1" -w -S "$from" | sed -n "/ -j $owner-$2\$/q; / -[jg] ACCEPT/p")
    [ -z "$first" ] || refuse "$from of $1 accepts something before it comes to $owner-$2: $first"
    "$1" -w -S "$from" | grep -qxF -e "-A $from -j $owner-$2" ||
        refuse "not applied: nothing of $1 leads to $owner-$2"
}

forget() { # what waits to be confirmed, and what is loaded at boot
    for each in $(marks); do unmark "$each"; done
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
