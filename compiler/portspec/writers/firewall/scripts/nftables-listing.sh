# What nft lists of a table.
# shellcheck shell=sh

listed() { # the table $2 of the family $1, without counters and without what packets put into its sets
    nft -s list table "$1" "$2" 2>/dev/null | awk '
        $1 == "set" { moves = 0 }
        $1 == "flags" && /dynamic/ { moves = 1 }
        moves && $1 == "elements" { inside = 1 }
        !inside
        /}$/ { inside = 0 }'
}
