# Chains of iptables that are entered before all others and close all else.
# shellcheck shell=sh disable=SC2154

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
