#!/bin/sh
# Virtuozzo Hybrid Server 7.1-beta: firewall rules for firewalld
# Roles: client, standalone-server, chunk-server
# Options: --role client --role chunk-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any --bind chunk-server.random-port=30000-30100 --bind chunk-server.random-port=29999 --accept-assumptions --zone storage
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
#
# Open, if nothing else of the host closes it:
#   Incoming tcp from any address: 22, 80, 5700-6900, 64000
#   Incoming tcp from any address on ports that the user gave: 29999-30100
#   Outgoing tcp to any address: 22, 80, 443, 5224, 64000
#   Outgoing tcp to chunk-server on ports that the user gave: 29999-30100
#   Outgoing tcp to mds-server: 2511
#
# Dry run: sh client+chunk-server.sh diff (shows what apply would change)
# Apply:   sh client+chunk-server.sh apply
# Verify:  sh client+chunk-server.sh verify (compares what is loaded with what stands here)
# Remove:  sh client+chunk-server.sh remove
#          (firewalld keeps a copy of a zone that was changed once, and of removed files with names in .old)
# Reboot:  nothing is to be done, all is saved in the configuration of firewalld
# The folder client+chunk-server holds what firewalld takes as it is, also without the script: copy it to /etc/firewalld,
# and let the zone take the services and rich rules that the function entering names.
# Zone:    storage
# Outgoing traffic passes unless a policy of the host denies it; the policy here comes before that.
# What other tables drop stays dropped.
# A port that a container publishes is forwarded, and meets none of these rules.
#
# Open to any address, because no network was given:
#   dispatchers-on-other-servers
#   key-administrator-server (outgoing only)
#   sdk
#   support-team (outgoing only)
# Open to any address, because the documentation names no other end:
#   22/tcp
#   80/tcp
#   5700-6900/tcp
# Open to any address, because the options ask for it:
#   client
# Left out:
#   standalone-server.67: it never leaves the host
#   standalone-server.rpc-ports: no direction is stated; the port is dynamic and not bound; no transport is stated
#   standalone-server.647.847: the port is only reserved; no direction is stated
set -eu

rules=$(dirname -- "$0")/client+chunk-server
owner=portspec_virtuozzo-hybrid-server_chunk-server_client
short=portspec-7a64b7ba
rule='rule family="ipv[46]" source ipset="portspec-7a64b7ba_[0-9]*-v[46]" \(service name="portspec_virtuozzo-hybrid-server_chunk-server_client__in-[0-9]*"\|icmp-type name="[a-z-]*"\) accept'
services='portspec_virtuozzo-hybrid-server_chunk-server_client__in-1 portspec_virtuozzo-hybrid-server_chunk-server_client__in-2 portspec_virtuozzo-hybrid-server_chunk-server_client__out-3 portspec_virtuozzo-hybrid-server_chunk-server_client__out-4 portspec_virtuozzo-hybrid-server_chunk-server_client__out-5'
ipsets='portspec-7a64b7ba_1-v4 portspec-7a64b7ba_2-v4 portspec-7a64b7ba_2-v6'
policies=portspec-7a64b7ba
zone=storage

entering() {
    enter \
        --add-service=portspec_virtuozzo-hybrid-server_chunk-server_client__in-1 \
        --add-service=portspec_virtuozzo-hybrid-server_chunk-server_client__in-2
    return 0
}

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

permanent() {
    firewall-cmd --quiet --permanent "$@" </dev/null
}

values() { # name, field and value of each setting in a listing of zones or policies
    awk '
        /^[^ \t]/ { name = $1; next }
        /^\t/ { sub(/^\t/, ""); print name, field, $0; next }
        $1 == "rich" { field = "rich-rules:"; next }
        { field = $1; for (i = 2; i <= NF; i++) print name, field, $i }'
}

settings() { # all that runs, or with --permanent all that is saved
    firewall-cmd "$@" --list-all-zones | values | sed 's/^/zone /'
    firewall-cmd "$@" --list-all-policies | values | sed 's/^/policy /'
    firewall-cmd "$@" --get-services | tr ' ' '\n' | sed 's/^/service /'
    for name in $(firewall-cmd "$@" --get-ipsets); do
        echo "ipset $name"
        firewall-cmd "$@" --ipset="$name" --get-entries 2>/dev/null | sed "s/^/ipset $name /"
    done
    for what in chains rules passthroughs; do
        firewall-cmd "$@" --direct "--get-all-$what" | sed "s/^/direct $what /"
    done
}

own() { # of settings, those with the own names, or with -v all others
    grep -F "$@" -e "${owner}__" -e " $short " -e "${short}_" | sort
}

tables() { # what others keep in the tables of iptables, a line for each rule
    for table in filter nat mangle raw security; do
        for family in ip ip6; do
            nft -s list table "$family" "$table" 2>/dev/null | awk -v at="$family $table" '
                /^\t(chain|set|map)/ { name = $2 }
                /^\t\t/ && ($1 != "type" || /policy drop/) { print at, name, $0 }'
        done
    done | sort -s -k 1,3
}

keep() { # as nft says them, but where it cannot, as iptables does
    touch "$work/ip" "$work/ip6" "$work/nft"
    for table in filter nat mangle raw security; do
        for family in ip ip6; do
            listed=$(nft list table "$family" "$table" 2>"$work/warning") || continue
            if grep -q 'managed by iptables' "$work/warning"; then
                "${family}tables-save" -c -t "$table" >>"$work/$family"
            else
                printf 'add table %s\ndelete table %s\n%s\n' "$family $table" "$family $table" "$listed" >>"$work/nft"
            fi
        done
    done
}

put_back() { # from the folder $1
    for family in ip ip6; do
        if [ -s "$1/$family" ]; then "${family}tables-restore" -c <"$1/$family"; fi
    done
    nft -f "$1/nft"
}

ready() {
    work=$(mktemp -d)
    trap 'rm -rf -- "$work"' EXIT
    trap 'exit 1' HUP INT TERM
    firewall-cmd --get-policies >/dev/null || refuse 'firewalld must run and know policies'
    nft list table inet firewalld >/dev/null || refuse 'firewalld must use nftables'
    firewall-cmd --check-config >/dev/null || refuse 'what firewalld has saved is broken already'
    reloadable
    used=$(printf '%s\n' "$saved" | own | grep '^[zpd]' | grep -vx -e "zone [^ ]* rich-rules: $rule" \
        -e "zone [^ ]* services: ${owner}__in-[0-9]*" -e "policy $short .*") || true
    [ -z "$used" ] || refuse "take out first what you made of these services or ipsets yourself: $used"
}

reloadable() { # stop where a reload would erase what cannot be put back; it also empties the tables of iptables
    saved=$(settings --permanent)
    runs=$(settings)
    bound=$(printf '%s\n' "$runs" | grep ' interfaces: ' | grep -vxF -e "$saved") || true
    bans=$(printf '%s\n' "$runs" | grep '^zone [^ ]* rich-rules: .* \(drop\|reject\)' | grep -vxF -e "$saved") || true
    if [ "$(printf '%s\n' "$runs" | own -v)" != "$(printf '%s\n' "$saved" "$bound" "$bans" | grep . | own -v)" ]; then
        refuse 'what runs is not what is saved, and a reload would change it: save it, or take it out'
    fi
    if { ebtables-save; iptables-legacy-save; ip6tables-legacy-save; } 2>/dev/null | grep -q '^-A'; then
        refuse 'reloading firewalld would erase rules of ebtables or of the legacy iptables'
    fi
    keep
    if [ "$(tables)" != "$(unshare -n sh "$0" rehearse "$work")" ]; then
        refuse 'reloading firewalld would erase rules in the tables of iptables that cannot be put back'
    fi
}

reload() {
    well=yes
    firewall-cmd --quiet --reload || well=no
    put_back "$work"
    printf '%s\n' "$bound" | while read -r _ name _ interface; do
        if [ -n "$interface" ]; then firewall-cmd --quiet --zone="$name" --change-interface="$interface" </dev/null; fi
    done
    printf '%s\n' "$bans" | while read -r _ name _ ban; do
        if [ -n "$ban" ]; then firewall-cmd --quiet --zone="$name" --add-rich-rule="$ban" </dev/null; fi
    done
    [ "$well" = yes ]
}

withdraw() { # all of it from what is saved, first what leads to the rest
    printf '%s\n' "$saved" | own | sort -r | while read -r kind name field value; do
        case $kind:$field in
            zone:services:) permanent --zone="$name" --remove-service="$value" ;;
            zone:rich-rules:) permanent --zone="$name" --remove-rich-rule="$value" ;;
            policy:target:) permanent --delete-policy="$name" ;;
        esac
    done
    printf '%s\n' "$saved" | own | while read -r kind name field; do
        case $kind:$field in service: | ipset:) permanent "--delete-$kind=$name" ;; esac
    done
}

replaced() { # withdraws the texts of the same product with a role of this one
    printf '%s\n' "$saved" | sed -n 's/^service \(portspec_.*\)__[a-z]*-[0-9]*$/\1/p' | sort -u | awk -v owner="$owner" '
        {
            n = split($0, has, "_"); m = split(owner, asked, "_")
            if ($0 == owner || has[2] != asked[2]) next
            for (i = 3; i <= n; i++) for (j = 3; j <= m; j++) if (has[i] == asked[j]) { print; next }
        }' | while read -r owner; do
        # What the short names are made of.
        short=portspec-$(printf '%s' "${owner#portspec_}" | tr _ / | sha256sum | cut -c 1-8)
        withdraw
    done
}

file() { # of the $1 with the name $2
    case $1 in policy) echo "$rules/policies/$2.xml" ;; *) echo "$rules/$1s/$2.xml" ;; esac
}

each() { # calls $1 with the kind and the name of each file, first what others lead to
    for name in $ipsets; do "$1" ipset "$name"; done
    for name in $services; do "$1" service "$name"; done
    for name in $policies; do "$1" policy "$name"; done
}

readable() {
    [ -r "$(file "$@")" ] || refuse "cannot read $(file "$@")"
}

define() {
    permanent "--new-$1-from-file=$(file "$@")" --name="$2"
}

enter() {
    permanent --zone="$zone" "$@"
}

undo() {
    trap 'rm -rf -- "$work"' EXIT
    saved=$(settings --permanent)
    withdraw
    reload
    refuse 'this failed, and nothing of it is left'
}

apply() {
    each readable
    ready
    zone=${zone:-$(firewall-cmd --get-default-zone)}
    printf '%s\n' "$saved" | grep -qF "zone $zone target: " || refuse "there is no zone $zone"
    trap undo EXIT
    withdraw
    replaced
    each define
    entering
    firewall-cmd --check-config >/dev/null
    reload
    trap 'rm -rf -- "$work"' EXIT
}

told() { # what firewalld says of the $1 with the name $2, by the program and options that follow
    kind=$1 name=$2
    shift 2
    "$@" "--info-$kind=$name" 2>/dev/null | sed 's/ (active)$//' | while read -r field values; do
        printf '%s %s\n' "$field" "$(echo "$values" | tr ' ' '\n' | sort | tr '\n' ' ')"
    done
}

asked() { # what the zone is to open
    enter() {
        for option; do
            case $option in
                --add-service=*) echo "services: ${option#*=}" ;;
                *) echo "rich-rules: ${option#*=}" ;;
            esac
        done
    }
    entering | sort
}

loaded() { # what runs of it, as firewalld says it
    printf '%s\n' "$found" | sed 's/^\(policy [^ ]*\) target: .*/\1/' | grep -x '[psi][a-z]* [^ ]*' | while read -r kind name; do
        echo "$kind $name"
        told "$kind" "$name" firewall-cmd </dev/null
    done
    printf '%s\n' "$found" | sed -n 's/^zone [^ ]* //p' | sort
}

would() { # the same of the $1 with the name $2, of its file
    echo "$1 $2"
    told "$1" "$2" firewall-offline-cmd --system-config="$work"
}

files() { # of the text in a folder of their own, as a configuration
    each readable
    work=$(mktemp -d)
    trap 'rm -rf -- "$work"' EXIT
    cp -r -- "$rules/." "$work/"
}

difference() {
    files
    found=$(settings | own) || true
    differ "$(loaded)" "$(each echo | sort | while read -r kind name; do would "$kind" "$name" </dev/null; done && asked)"
}

compare() { # the $1 with the name $2 with its file
    wanted=$(told "$1" "$2" firewall-offline-cmd --system-config="$work")
    [ "$wanted" = "$(told "$1" "$2" firewall-cmd)" ] || refuse "the $1 $2 is not what $(file "$@") says"
}

verify() {
    files
    found=$(settings | own) || true
    [ -n "$found" ] || refuse 'not applied: nothing of it runs'
    [ "$found" = "$(settings --permanent | own)" ] || refuse 'what runs is not what is saved'
    there=$(printf '%s\n' "$found" | sed -n 's/^zone //p')
    wanted=$(asked)
    [ "$wanted" = "$(printf '%s\n' "$there" | sed 's/^[^ ]* //' | sort)" ] ||
        refuse "what the zone opens is not what this script says: $there"
    zones=$(printf '%s\n' "$there" | sed 's/ .*//' | sort -u)
    [ -z "$zone" ] || [ -z "$wanted" ] || [ "$zones" = "$zone" ] || refuse "it is open in $zones, and not in $zone"
    each compare
    others=$(printf '%s\n' "$found" | sed -n 's/^service \([^ ]*\)$/\1/p' | grep -vxF -e "$(echo "$services" | tr ' ' '\n')") || true
    [ -z "$others" ] || refuse "there is more than this script says: $others"
    printf '%s\n' "$found"
}

remove() {
    ready
    withdraw
    replaced
    reload
}

case ${1:-} in
    diff) difference ;;
    apply | verify | remove) "$1" ;;
    rehearse) put_back "$2" && tables ;; # called by this script in an empty network namespace
    *) refuse 'say diff, apply, verify or remove' ;;
esac
