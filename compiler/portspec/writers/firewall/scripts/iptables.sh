# Chains of iptables that are entered from INPUT and OUTPUT behind what the host denies.
# shellcheck shell=sh disable=SC2154

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
