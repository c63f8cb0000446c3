# Rules in a table of their own of nftables, which close all else.
# Set above: rules (the file beside the script).
# shellcheck shell=sh disable=SC2154

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
