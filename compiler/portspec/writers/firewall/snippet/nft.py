"""The scripts that apply, verify and remove nftables rules, in POSIX sh."""

ADDITIVE = r"""
listing() { # the table with its handles, nothing where there is none
    nft -a -t list table "$family" "$table" 2>/dev/null || true
}

bases() { # the table's chains that filter at the hook $1
    listing | awk -v hook="$1" '
        $1 == "chain" { name = $2 }
        $1 == "type" && $2 == "filter" && $3 == "hook" && $4 == hook { print name }'
}

jumps() { # chain and handle of the rules that do nothing but jump to the chain $1
    listing | awk -v own="$1" '
        $1 == "chain" { name = $2 }
        $1 == "jump" && $2 == own && $3 == "#" { print name, $5 }'
}

own() { # this snippet's chains or sets, as $1 says
    listing | awk -v kind="$1" -v prefix="${owner}_" '$1 == kind && index($2, prefix) == 1 { print $2 }'
}

emptying() {
    own chain | while read -r name; do echo "flush chain $family $table $name"; done
    own set | while read -r name; do echo "delete set $family $table $name"; done
}

jumping() { # from the hook $1, unless something leads to the own chain already
    if listing | grep -qF "jump ${owner}_$1 "; then return; fi
    bases "$1" | while read -r base; do echo "insert rule $family $table $base jump ${owner}_$1"; done
}

removal() {
    for hook in input output; do
        jumps "${owner}_$hook" | while read -r base handle; do
            echo "delete rule $family $table $base handle $handle"
        done
    done
    emptying
    own chain | while read -r name; do echo "delete chain $family $table $name"; done
}

apply() {
    unmanaged
    if [ -z "$(bases input)" ]; then
        refuse "the table $family $table has no chain at the input hook: name another to portspec emit (--table)"
    fi
    batch=$(emptying && cat -- "$rules" && jumping input && jumping output) || refuse "cannot read $rules"
    printf '%s\n' "$batch" | nft -f -
}

verify() {
    listing | grep -qF "jump ${owner}_input " || refuse "not applied: nothing jumps to ${owner}_input"
    for kind in set chain; do
        own "$kind" | while read -r name; do nft list "$kind" "$family" "$table" "$name"; done
    done
}

remove() {
    removal | nft -f - || refuse "nothing was removed: take out the rules of your own that lead to $owner first"
}

case ${1:-} in
    apply | verify | remove) "$1" ;;
    *) refuse 'say apply, verify or remove' ;;
esac
"""
"""Variables: rules (the file beside the script), family, table, owner (what the own names begin with)."""

ENFORCED = r"""
accepts() { # whether the rules, loaded into an empty network namespace, accept TCP from $1 to port $2
    unshare -n sh -eu -s -- "$rules" "$1" "$2" <<'END'
nft -f "$1"
holds() { nft get element inet portspec "$1" "{ $2 }" >/dev/null 2>&1; }
@ACCEPTS@
exit 1
END
}

pending() { # the mark of an apply that is not confirmed yet
    nft list table inet portspec 2>/dev/null | awk '$1 == "chain" && index($2, "unconfirmed_") == 1 { print $2 }'
}

marked() {
    nft list chain inet portspec "$1" >/dev/null 2>&1
}

apply() { # for $1 seconds, and for good when confirmed
    unmanaged
    [ -z "$(pending)" ] || refuse 'an earlier apply waits to be confirmed'
    lost=$(sessions | while read -r client port; do accepts "$client" "$port" || echo "$client to port $port"; done)
    [ -z "$lost" ] || refuse "nothing in $rules accepts the running SSH connection from $lost"
    mark=unconfirmed_$$
    batch=$(cat -- "$rules" && echo "add chain inet portspec $mark") || refuse "cannot read $rules"
    before=$(nft list table inet portspec 2>/dev/null || true)
    trap '' HUP INT # from here on a lost connection must not stop the way back
    printf '%s\n' "$batch" | nft -f -
    (
        exec </dev/null >/dev/null 2>&1 # as its own command, so that no copy keeps the terminal busy
        undo "$mark" "$1"
    ) &
    echo "Open a new SSH session and say there: sh $0 confirm"
    echo "Otherwise this is undone after $1 seconds."
}

undo() { # what the apply with the mark $1 did, after $2 seconds, unless it is confirmed by then
    left=$2
    while marked "$1"; do
        if [ "$left" -le 0 ]; then
            printf 'delete table inet portspec\n%s\n' "$before" | nft -f -
            return
        fi
        sleep 1
        left=$((left - 1))
    done
}

confirm() {
    mark=$(pending)
    [ -n "$mark" ] || refuse 'nothing waits to be confirmed'
    nft delete chain inet portspec "$mark"
}

verify() {
    nft list table inet portspec 2>/dev/null || refuse 'not applied: there is no table inet portspec'
}

remove() {
    if nft list table inet portspec >/dev/null 2>&1; then nft delete table inet portspec; fi
}

case "${1:-} ${2:-60}" in
    apply\ *[!0-9]*) refuse 'give the time to confirm in seconds' ;;
    apply\ *) apply "${2:-60}" ;;
    confirm\ * | verify\ * | remove\ *) "$1" ;;
    *) refuse 'say apply [SECONDS], confirm, verify or remove' ;;
esac
"""
"""Variable: rules. `@ACCEPTS@` stands for one line per rule that accepts TCP: exit 0 where it takes $2 to port $3."""
