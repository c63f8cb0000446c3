#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for nftables
# Roles: client, standalone-server
# Options: --role client
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
set -eu

rules=$(dirname -- "$0")/client.nft
family=inet
table=filter
owner=portspec_virtuozzo-hybrid-server_client

refuse() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 1
}

without_firewalld() { # which would not know of these rules
    if firewall-cmd --state >/dev/null 2>&1; then
        refuse 'firewalld is active and keeps the rules of this host: use the dialect firewalld'
    fi
}

unmanaged() { # stop where another program keeps the firewall
    without_firewalld
    if LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
        refuse 'ufw is active and keeps the rules of this host: use the dialect ufw'
    fi
}

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
