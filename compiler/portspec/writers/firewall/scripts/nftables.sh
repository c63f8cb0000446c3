# Rules in the host's own table of nftables: the jump to them, their removal, and what is there now.
# Set above: rules (the file beside the script), family, table, owner (what the own names begin with).
# shellcheck shell=sh disable=SC2154

table_of() { # with handles, nothing where there is none
    nft -a -t list table "$family" "$table" 2>/dev/null || true
}

# shellcheck disable=SC2016 # awk's own variables
MINE='
    function mine(name,  part, own, has, asked, i, j) { # of this text, or of one with a role of it, which it replaces
        if (index(name, owner "_") == 1) return 1
        split(name, part, "_"); split(owner, own, "_")
        if (part[1] != "portspec" || part[2] != own[2] || !own[3]) return 0
        split(part[3], has, "/"); split(own[3], asked, "/")
        for (i in has) for (j in asked) if (has[i] == asked[j]) return 1
        return 0
    }'

withdrawal() { # a batch that takes out all of that; "own chains" in the own table are but emptied where $1 is "refill"
    nft -a -t list ruleset "$family" | awk -v owner="$owner" -v stays="$1 $family $table" "$MINE"'
        $1 == "table" { at = $2 " " $3 }
        $1 == "set" && mine($2) { sets[++s] = "delete set " at " " $2 }
        $1 == "chain" { chain = $2 }
        $1 == "chain" && mine($2) {
            kept = stays == "refill " at && index($2, owner "_") == 1
            flushes[++c] = "flush chain " at " " $2
            if (!kept) deletes[++d] = "delete chain " at " " $2
        }
        $1 == "jump" && $3 == "#" && mine($2) && !(stays == "refill " at && index($2, owner "_") == 1) {
            print "delete rule " at " " chain " handle " $5
        }
        END {
            for (i = 1; i <= c; i++) print flushes[i]
            for (i = 1; i <= d; i++) print deletes[i]
            for (i = 1; i <= s; i++) print sets[i]
        }'
}

bases() { # the table's chains that filter at the hook $1
    table_of | awk -v hook="$1" '
        $1 == "chain" { name = $2 }
        $1 == "type" && $2 == "filter" && $3 == "hook" && $4 == hook { print name }'
}

# What each rule of a chain is for new packets to the ports of this text. "wall": none of them comes behind it. "behind":
# it has to come first, since it accepts answers, denies something, or leads to rules that may. "unsure": who knows.
# shellcheck disable=SC2016 # awk's own variables
KINDS='
    function bare(text) { # without what matches nothing
        gsub(/"[^"]*"/, "\"\"", text)
        sub(/ # handle [0-9]+$/, "", text)
        gsub(/counter packets [0-9]+ bytes [0-9]+ ?| ?comment ""/, "", text)
        text = " " text " "
        gsub(/ log( prefix ""| level [a-z]+| group [0-9]+| flags (all|skuid|ether|ip options|tcp [a-z,]+))* /, " ", text)
        sub(/ reject with .*/, " reject ", text)
        return substr(text, 2, length(text) - 2)
    }
    function open(text) { # without what new packets to any of the ports match
        gsub(/(meta )?pkttype (host|unicast) ?|limit rate [0-9]+\/[a-z]+( burst [0-9]+ packets)? ?/, "", text)
        gsub(/(meta l4proto|ip protocol|ip6 nexthdr) (tcp|udp|\{[ a-z,]*(tcp|udp)[ a-z,]*\}) ?/, "", text)
        gsub(/ct state (new|new,untracked|\{ new, untracked \}|!= established|!= established,related) ?/, "", text)
        gsub(/tcp flags syn \/ fin,syn,rst,ack ?|fib daddr type local ?/, "", text)
        return text
    }
    function touches(text,  part, n, i, j, span) { # whether a rule is about ports of this text
        if (text ~ /icmp|igmp|l4proto (gre|esp|ah|vrrp)/) return 0
        if (!match(text, /dport ([0-9-]+|\{[^}]*\})/)) return 1
        text = substr(text, RSTART + 6, RLENGTH - 6)
        gsub(/[{}, ]+/, " ", text)
        n = split(text, part, " ")
        for (i = 1; i <= n; i++) {
            split(part[i] "-" part[i], span, "-")
            for (j = 1; j <= owned; j++) if (span[1] + 0 <= to[j] && from[j] <= span[2] + 0) return 1
        }
        return 0
    }
    function kind(text,  verdict, rest) {
        if (text ~ / vmap /) return "behind"
        if (text ~ /(^| )queue/) return "unsure"
        if (!match(text, /(accept|drop|reject|return|(jump|goto) [^ ]+)$/)) return "pass"
        verdict = substr(text, RSTART)
        rest = substr(text, 1, RSTART - 1)
        if (verdict ~ /^jump/) return rest == "" && walled(substr(verdict, 6)) ? "unsure" : "behind"
        if (verdict == "accept") {
            if (open(rest) == "" && rest !~ /limit/) return "wall"
            if (rest ~ /ct state .*established/) return "behind"
            return rest ~ /limit rate|ct count|add @|update @/ && touches(rest) ? "unsure" : "pass"
        }
        rest = open(rest)
        return rest == "" ? "wall" : rest ~ /^(iif|oif)(name)? [^ ]+ $/ ? "unsure" : "behind"
    }
    function walled(chain,  i) { # whether nothing comes back from a chain
        for (i = 1; i <= count[chain]; i++) if (kind(bare(rule[chain, i])) ~ /wall|unsure/) return 1
        return 0
    }
    FILENAME != "-" { # the file of the rules: its ports
        if (match($1, /^[0-9]+(-[0-9]+)?,$/)) {
            split(substr($1, 1, RLENGTH - 1) "-" substr($1, 1, RLENGTH - 1), ends, "-")
            owned++; from[owned] = ends[1] + 0; to[owned] = ends[2] + 0
        }
        next
    }
    $1 == "chain" { chain = $2; next }
    / # handle [0-9]+$/ && $1 != "set" && $1 != "map" { sub(/^[ \t]+/, ""); rule[chain, ++count[chain]] = $0 }'

entry() { # the command that enters the chain $2 from $1
    table_of | awk -v at="$family $table $1" -v base="$1" -v jump="jump $2" -v after="$after" -v place="$(placed "$1")" "$KINDS"'
        function handle(text) { sub(/.* # handle /, "", text); return text }
        END {
            n = split(after, given, " ")
            for (g = 1; g <= n; g++) {
                if (given[g] == 0) { print "insert rule " at " " jump; exit }
                for (i = count[base]; i > 0; i--) {
                    if (handle(rule[base, i]) == given[g] || bare(rule[base, i]) ~ "jump " given[g] "$") {
                        print "add rule " at " handle " handle(rule[base, i]) " " jump
                        exit
                    }
                }
            }
            for (i = 1; i <= count[base]; i++) {
                what = kind(bare(rule[base, i]))
                if (what == "wall") { print "insert rule " at " handle " handle(rule[base, i]) " " jump; exit }
                if (what == "unsure") unsure = i
                if (unsure) break
            }
            if (!unsure) { print "add rule " at " " jump; exit }
            for (i = count[base]; place != "" && i > 0; i--) {
                if (bare(rule[base, i]) == place) { print "add rule " at " handle " handle(rule[base, i]) " " jump; exit }
            }
            print "unsure " rule[base, unsure]
        }' "$rules" -
}

placed() { # the rule of the chain $1 behind which the jump stood when this was enabled
    awk -v base="$1" '$1 == base { sub(/^[^ ]+ /, ""); print }' "$(dirname -- "$0")/place" 2>/dev/null || true
}

kept() { # chain and rule behind which each jump stands
    table_of | awk -v owner="$owner" "$KINDS"'
        END {
            for (each in count) for (i = 2; i <= count[each]; i++)
                if (index(rule[each, i], "jump " owner "_") == 1) print each " " bare(rule[each, i - 1])
        }' /dev/null -
}

jumping() { # from the hook $1, unless something leads to the own chain already
    if table_of | grep -qF "jump ${owner}_$1 "; then return; fi
    for base in $(bases "$1"); do
        line=$(entry "$base" "${owner}_$1")
        case $line in
            unsure*)
                nft -a list chain "$family" "$table" "$base" >&2
                refuse "where to enter the chain $base cannot be decided, because of: ${line#unsure }
Say apply --after HANDLE, or --after CHAIN for the rule that jumps to this chain; --after 0 is before all rules."
                ;;
        esac
        echo "$line"
    done
}

ready() {
    if [ -z "$(bases input)" ]; then
        refuse "the table $family $table has no chain at the input hook: name another to portspec emit (--table)"
    fi
    if nft list table inet portspec >/dev/null 2>&1; then
        refuse 'the table inet portspec closes what is not open in it: remove that text, or add these roles to it'
    fi
}

load() {
    ready
    batch=$(withdrawal refill && cat -- "$rules" && jumping input && jumping output) || exit 1
    printf '%s\n' "$batch" | nft -f -
}

replaced() { # the units of the texts that this one replaces
    for each in "$copies"/portspec_*; do
        name=$(basename -- "$each")
        if [ "$name" != "$unit" ] && awk -v owner="$owner" -v name="$name" "$MINE"'
            BEGIN { gsub(/:/, "/", name); exit !mine(name "_") }'; then
            echo "$name"
        fi
    done
}

content() { # the own sets and chains as the kernel lists them, a line each, with carriage returns inside
    listed "$family" "$table" | awk -v owner="$owner" '
        $1 == "set" || $1 == "chain" { text = ""; own = index($2, owner "_") == 1 }
        { text = text $0 "\r" }
        $0 == "\t}" { if (own) { sub(/^\t/, "", text); print text }; own = 0 }' | sort
}

would() { # what the file would load, in an empty network namespace
    nft add table "$family" "$table"
    nft -f "$rules"
    content
}

difference() {
    ready
    wanted=$(unshare -n sh "$0" would && jumping input && jumping output) || exit 1
    differ "$(content | tr '\r' '\n')" "$(printf '%s\n' "$wanted" | tr '\r' '\n')"
}

verify() {
    [ -r "$rules" ] || refuse "cannot read $rules"
    wanted=$(unshare -n sh "$0" would) || refuse "$rules cannot be loaded"
    found=$(content)
    [ -n "$found" ] || refuse "not applied: nothing of $owner is in the table $family $table"
    printf '%s\n' "$wanted" | while read -r kind name rest; do
        printf '%s\n' "$found" | grep -qxF -e "$kind $name $rest" || refuse "the $kind $name is not what $rules says"
    done
    [ "$found" = "$wanted" ] || refuse "there is more in the table $family $table than $rules says"
    for hook in input output; do
        for base in $(bases "$hook"); do entered "$base" "${owner}_$hook"; done
    done
    at_boot
    if nft list table inet portspec >/dev/null 2>&1; then refuse 'the table inet portspec closes what this opens'; fi
}

entered() { # whether new packets come from the chain $1 to the chain $2
    table_of | awk -v base="$1" -v jump="jump $2" "$KINDS"'
        END {
            for (i = 1; i <= count[base]; i++) {
                text = bare(rule[base, i])
                if (text == jump) exit
                if (kind(text) == "wall") { print rule[base, i]; exit 2 }
            }
            exit 1
        }' "$rules" - || case $? in
        2) refuse "not applied: the chain $1 denies or accepts all before it comes to $2" ;;
        *) refuse "not applied: nothing of the chain $1 jumps to $2" ;;
    esac
}

remove() {
    withdrawal all | nft -f - || refuse "nothing was removed: take out the rules of your own that lead to $owner first"
    forget
}
