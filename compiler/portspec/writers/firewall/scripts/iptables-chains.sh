# Own chains in the filter tables of iptables, of both families: what is there, what would be, and their removal.
# Set above: rules (the files beside the script, without .v4 and .v6), owner (what the chains' names begin with), text
# (product and roles as in the comment of each main chain), hooks (in, out, dnat: what the main chains' names end in).
# Functions from beside: jumping (the commands that enter the main chains, in a program).
# shellcheck shell=sh disable=SC2154

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
