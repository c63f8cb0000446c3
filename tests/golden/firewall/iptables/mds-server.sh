#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for iptables
# Roles: mds-server, standalone-server
# Options: --role mds-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/mds-server
files='mds-server.v4
mds-server.v6'
unit=portspec-mds_ser_b5ca
owner=portspec-mds_ser_b5ca
text='portspec virtuozzo-hybrid-server mds-server'
hooks='in out'
place='NUMBER|CHAIN'

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

built_in() {
    case $1 in in) echo INPUT ;; *) echo OUTPUT ;; esac
}

# What each rule of a chain is for new packets to the ports of this text. "wall": none of them comes behind it. "behind":
# it has to come first, since it accepts answers, denies something, or leads to rules that may. "unsure": who knows.
# shellcheck disable=SC2016 # awk's own variables
KINDS='
    function bare(text) { # without what matches nothing
        gsub(/-m comment --comment ("[^"]*"|[^ ]+) /, "", text)
        return text
    }
    function open(text) { # without what new packets to any of the ports match
        gsub(/-p (tcp|udp) |-m (tcp|udp) |--tcp-flags FIN,SYN,RST,ACK SYN |-m pkttype --pkt-type (host|unicast) /, "", text)
        gsub(/-m (conntrack|state) --(ctstate|state) NEW /, "", text)
        gsub(/-m addrtype --dst-type LOCAL |-m limit --limit [^ ]+ (--limit-burst [0-9]+ )?/, "", text)
        return text
    }
    function touches(text,  part, n, i, j, span) { # whether a rule is about ports of this text
        if (text ~ /-p (icmp|ipv6-icmp|icmpv6|igmp|gre|esp|ah|vrrp|112|50|51|47|2)( |$)/) return 0
        if (!match(text, /--dports? [0-9:,]+/)) return 1
        n = split(substr(text, RSTART, RLENGTH), part, /[ ,]/)
        for (i = 2; i <= n; i++) {
            split(part[i] ":" part[i], span, ":")
            for (j = 1; j <= owned; j++) if (span[1] + 0 <= to[j] && from[j] <= span[2] + 0) return 1
        }
        return 0
    }
    function kind(text,  verdict, rest) {
        text = bare(text)
        if (!match(text, /-[jg] [^ ]+/)) return "pass"
        verdict = substr(text, RSTART + 3, RLENGTH - 3)
        rest = substr(text, 1, RSTART - 1)
        if (verdict ~ /QUEUE$/) return rest == "" ? "unsure" : "behind"
        if (verdict ~ /^(LOG|ULOG|NFLOG|MARK|CONNMARK|CONNSECMARK|SECMARK|SET|TRACE|AUDIT|CT|NOTRACK|CHECKSUM|LED)$/) return "pass"
        if (verdict == "ACCEPT") {
            if (open(rest) == "" && rest !~ /limit/) return "wall"
            if (rest ~ /state [A-Z,]*ESTABLISHED/) return "behind"
            return rest ~ /-m (limit|hashlimit|recent|connlimit|statistic) / && touches(rest) ? "unsure" : "pass"
        }
        if (verdict !~ /^(DROP|REJECT|RETURN|TARPIT)$/ && text !~ /-g /)
            return rest == "" && walled(verdict) ? "unsure" : "behind"
        rest = open(rest)
        return rest == "" ? "wall" : rest ~ /^(! )?-[io] [^ ]+ $/ ? "unsure" : "behind"
    }
    function walled(chain,  i) { # whether nothing comes back from a chain
        for (i = 1; i <= count[chain]; i++) if (kind(rule[chain, i]) ~ /wall|unsure/) return 1
        return 0
    }
    function target(text) { return match(text, /-[jg] [^ ]+/) ? substr(text, RSTART + 3, RLENGTH - 3) : "" }
    BEGIN { n = split(gone, each, " "); for (i = 1; i <= n; i++) leaves[each[i]] = 1 }
    FILENAME != "-" { # the file of the rules: its ports
        if (match($0, /--dports [0-9:,]+/)) {
            n = split(substr($0, RSTART + 9, RLENGTH - 9), part, ",")
            for (i = 1; i <= n; i++) { split(part[i] ":" part[i], ends, ":"); owned++; from[owned] = ends[1] + 0; to[owned] = ends[2] + 0 }
        }
        next
    }
    $1 == "-A" {
        chain = $2
        sub(/^-A [^ ]+ /, "")
        if (!(target($0) in leaves)) rule[chain, ++count[chain]] = $0
    }'

entry() { # the command that enters the own chain of the hook $2 in the program $1, where the chains $3 are gone
    from=$(built_in "$2")
    "$1" -w -S | awk -v base="$from" -v jump="-j $owner-$2" -v after="$after" -v gone="$3" -v place="$(placed "$1" "$from")" "$KINDS"'
        END {
            n = split(after, given, " ")
            for (g = 1; g <= n; g++) {
                if (given[g] ~ /^[0-9]+$/ && (given[g] == 0 || base == "INPUT")) {
                    print "-I " base " " given[g] + 1 " " jump
                    exit
                }
                for (i = count[base]; i > 0; i--) {
                    if (target(rule[base, i]) == given[g]) { print "-I " base " " i + 1 " " jump; exit }
                }
            }
            for (i = 1; i <= count[base]; i++) {
                what = kind(rule[base, i])
                if (what == "wall") { print "-I " base " " i " " jump; exit }
                if (what == "unsure") unsure = i
                if (unsure) break
            }
            if (!unsure) { print "-A " base " " jump; exit }
            for (i = count[base]; place != "" && i > 0; i--) {
                if (rule[base, i] == place) { print "-I " base " " i + 1 " " jump; exit }
            }
            print "unsure " rule[base, unsure]
        }' "$(file "$1")" -
}

placed() { # the rule of the chain $2 behind which the jump stood in the program $1 when this was enabled
    sed -n "s/^$1 $2 //p" "$(dirname -- "$0")/place" 2>/dev/null || true
}

kept() { # program, chain and rule behind which each jump stands
    for each in $(programs); do
        "$each" -w -S | awk -v program="$each" -v jump="-j $owner-" '
            $1 == "-A" {
                chain = $2
                sub(/^-A [^ ]+ /, "")
                if (index($0, jump) == 1 && last[chain]) print program " " chain " " last[chain]
                last[chain] = $0
            }'
    done
}

jumping() { # unless something leads to the own chain already
    for hook in $hooks; do
        if [ -n "$(entries "$1" "$owner-$hook")" ]; then continue; fi
        line=$(entry "$1" "$hook" "$2")
        case $line in
            unsure*)
                "$1" -w --line-numbers -n -L "$(built_in "$hook")" >&2
                refuse "where to enter $(built_in "$hook") of $1 cannot be decided, because of: ${line#unsure }
Say apply --after NUMBER for a rule of INPUT, or --after CHAIN for the rule that jumps to it; --after 0 is before all."
                ;;
        esac
        echo "$line"
    done
}

load() {
    for each in $(programs); do
        if "$each" -w -S portspec-enforce-in >/dev/null 2>&1; then
            refuse 'the chain portspec-enforce-in closes what is not open in it: remove that text, or add these roles to it'
        fi
    done
    try
    for each in $(programs); do
        rules_of "$each" | replacing "$each" | restore "$each"
    done
}

replaced() { # the units of the texts that this one replaces
    for each in "$copies"/portspec-*/load.sh; do
        other=$(sed -n "s/^text='\(.*\)'\$/-A x-in --comment \"\1\"/p" "$each" 2>/dev/null || true)
        name=$(basename -- "$(dirname -- "$each")")
        if [ "$name" != "$unit" ] && [ -n "$(echo "$other" | awk -v text="$text" "$OWNERS")" ]; then echo "$name"; fi
    done
}

unconfirmed() {
    :
}

entered() { # whether new packets come to the own chain of the hook $2, in the program $1
    "$1" -w -S | awk -v base="$(built_in "$2")" -v jump="$owner-$2" "$KINDS"'
        END {
            for (i = 1; i <= count[base]; i++) {
                if (target(rule[base, i]) == jump && bare(rule[base, i]) == "-j " jump) exit
                if (kind(rule[base, i]) == "wall") exit 2
            }
            exit 1
        }' "$(file "$1")" - || case $? in
        2) refuse "not applied: $(built_in "$2") of $1 denies or accepts all before it comes to $owner-$2" ;;
        *) refuse "not applied: nothing of $(built_in "$2") of $1 leads to $owner-$2" ;;
    esac
}

after= # given by --after

apply() {
    unmanaged
    while [ $# -gt 0 ]; do
        case $1 in
            --after) after="$after ${2:-}" && shift ;;
            *) refuse "say apply, or apply --after $place" ;;
        esac
        shift
    done
    load
    boot=$(replaced)
    for each in $boot; do remove_copies "$each"; done
    if [ -n "$boot" ]; then install_copies; elif enabled; then renew; fi
}

forget() { # what is loaded at boot
    for each in "$unit" $(replaced); do remove_copies "$each"; done
}

case ${1:-} in
    diff) difference ;;
    apply | verify | remove | load | would) "$@" ;;
    enable) install_copies ;;
    *) refuse 'say diff, apply, verify or remove, or enable to have it loaded at boot' ;;
esac
