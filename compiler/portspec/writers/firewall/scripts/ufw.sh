# Rules of ufw that use profiles.
# Set above: rules (the file beside the script), owner (what the profiles' names begin with), names (of the profiles).
# Function above: rules (calls rule for each, with its note and its words).
# shellcheck shell=sh disable=SC2154,SC2317

LC_ALL=C.UTF-8
export LC_ALL
folder=/etc/ufw/applications.d
six='\(from\|to\) [0-9a-f]*:' # in the words of a rule for addresses of IPv6
only= # ipv4 where ufw leaves IPv6 aside and shall go on to do so

added() { # the words of the rules that carry a note of $1
    ufw show added | sed -n "s/^ufw \(.*\) comment '$1-\(in\|out\)-[0-9]* .*'\$/\1/p"
}

words() {
    shift
    echo "$*"
}

add() {
    note=$1
    shift
    case $only:$(echo "$*" | grep -c "$six") in ipv4:1) return ;; esac
    ufw "$@" comment "$note" >/dev/null
}

wanted() {
    rule() { words "$@"; }
    rules
}

replaced() { # the texts of the same product with a role of this one, which it replaces
    for each in "$folder"/portspec-*_*; do basename -- "$each"; done | awk -v owner="$owner" '
        {
            split($0, part, "_"); split(owner, own, "_")
            if ($0 == owner || part[1] != own[1]) next
            split(part[2], has, "+"); split(own[2], asked, "+")
            for (i in has) for (j in asked) if (has[i] == asked[j]) { print; next }
        }'
}

ready() {
    without_firewalld
    ufw version >/dev/null 2>&1 || refuse 'there is no ufw here'
    if ! grep -qi '^IPV6=yes' /etc/default/ufw; then
        off=$(cat /proc/sys/net/ipv6/conf/all/disable_ipv6 2>/dev/null || echo 1)
        [ "$off" = 1 ] || [ "$only" ] ||
            refuse 'ufw leaves IPv6 aside here: say IPV6=yes in /etc/default/ufw, then ufw reload; or say apply --ipv4'
        only=ipv4
    fi
}

withdraw() { # rules whose words come on standard input
    while read -r line; do
        # shellcheck disable=SC2086 # the line is words
        ufw delete $line >/dev/null </dev/null
    done
}

place() { # profiles from standard input in the file $1 of the folder, at once and as a whole
    cat >"$folder/.$1"
    chmod 644 "$folder/.$1"
    mv -- "$folder/.$1" "$folder/$1"
}

leaving() { # the profiles of the text before that are in this one no more: the rules that use them are still there
    [ ! -e "$folder/$owner" ] || awk -v names=" $names " '
        /^\[.*\]$/ { leaves = !index(names, " " substr($0, 2, length($0) - 2) " ") }
        leaves' "$folder/$owner"
}

apply() {
    ready
    [ -r "$rules" ] || refuse "cannot read $rules"
    trap '' HUP INT # the end of a session must not leave half of it
    # What is new comes first, so that nothing is closed that is open before and behind.
    { cat -- "$rules"; leaving; } | place "$owner"
    for name in $names; do ufw app update "$name" >/dev/null; done
    rule() { add "$@"; }
    rules
    added "$owner" | grep -vx -F -e "$(wanted)" | withdraw
    place "$owner" <"$rules"
    for each in $(replaced); do
        added "$each" | withdraw
        rm -f -- "$folder/$each"
    done
    active || echo 'ufw is not active: these rules hold from the next ufw enable on' >&2
}

active() {
    ufw status | grep -q '^Status: active'
}

difference() {
    ready
    [ -r "$rules" ] || refuse "cannot read $rules"
    differ "$(added "$owner" | sort && cat -- "$folder/$owner" 2>/dev/null)" "$(wanted | here | sort && cat -- "$rules")"
}

here() { # of the rules on standard input those that ufw takes here
    case $only in ipv4) grep -v "$six" || true ;; *) cat ;; esac
}

opened() { # profile, port and transport of the rules that ufw has saved
    cat /etc/ufw/user.rules /etc/ufw/user6.rules 2>/dev/null | awk -v owner="$owner" '
        / tuple / {
            for (i = 7; i <= NF; i++) if (index($i, owner) == 1 && substr($i, length(owner) + 1) ~ /^-(in|out)-[0-9]+$/) {
                n = split($6, port, ",")
                for (j = 1; j <= n; j++) print $i, port[j] "/" $5
            }
        }' | sort -u
}

stated() { # the same of the profiles
    awk '
        /^\[.*\]$/ { name = substr($0, 2, length($0) - 2) }
        sub(/^ports=/, "") {
            n = split($0, clause, "|")
            for (i = 1; i <= n; i++) {
                split(clause[i], half, "/")
                m = split(half[1], port, ",")
                for (j = 1; j <= m; j++) print name, port[j] "/" half[2]
            }
        }' "$rules" | sort -u
}

verify() {
    [ -r "$rules" ] || refuse "cannot read $rules"
    active || refuse 'ufw is not active'
    if ! grep -qi '^IPV6=yes' /etc/default/ufw; then only=ipv4; fi
    found=$(added "$owner" | sort)
    missing=$(wanted | here | while read -r line; do
        printf '%s\n' "$found" | grep -qxF -e "$line" || echo "$line"
    done)
    [ -z "$missing" ] || refuse "not applied, since ufw has no rule: $missing"
    more=$(printf '%s\n' "$found" | grep -vxF -e "$(wanted)") || true
    [ -z "$more" ] || refuse "there is more than $rules says: $more"
    cmp -s -- "$rules" "$folder/$owner" || refuse "the profiles in $folder/$owner are not those of $rules"
    [ "$(opened)" = "$(stated)" ] || refuse "what ufw has opened by these profiles is not what $rules says"
    loaded
    printf '%s\n' "$found"
}

loaded() { # whether the kernel has as many rules of users as ufw has saved
    for each in iptables:/etc/ufw/user.rules:ufw ip6tables:/etc/ufw/user6.rules:ufw6; do
        program=${each%%:*} file=${each#*:} prefix=${each##*:}
        file=${file%:*}
        for chain in "$prefix-user-input" "$prefix-user-output"; do
            [ -r "$file" ] || continue
            saved=$(grep -c -e "^-A $chain " "$file") || true
            runs=$("$program" -w -S "$chain" 2>/dev/null | grep -c -e "^-A $chain ") || true
            case $program$only in ip6tablesipv4) continue ;; esac
            [ "$saved" = "$runs" ] || refuse "$chain has $runs rules, and ufw has saved $saved: say ufw reload"
        done
    done
}

remove() {
    every=$(echo "$owner" && replaced)
    for each in $every; do
        others=$(ufw show added | grep -e " $each-\(in\|out\)-[0-9]*\( \|\$\)" | grep -v " comment '$each-\(in\|out\)-") || true
        [ -z "$others" ] || refuse "nothing was removed: take out first what you made of these profiles: $others"
    done
    for each in $every; do
        added "$each" | withdraw
        rm -f -- "$folder/$each"
    done
}

if [ "${2:-}" = --ipv4 ]; then only=ipv4; fi
case ${1:-} in
    diff) difference ;;
    apply | verify | remove) "$1" ;;
    *) refuse 'say diff, apply, verify or remove' ;;
esac
