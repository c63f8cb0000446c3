"""The script that applies, verifies and removes what firewalld is to open, in POSIX sh."""

SCRIPT = r"""
refuse() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 1
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

settings() { # all that runs, or with --permanent all that is saved; interfaces outlive a reload
    firewall-cmd "$@" --list-all-zones | values | sed '/^[^ ]* interfaces: /d; s/^/zone /'
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

ready() {
    firewall-cmd --get-policies >/dev/null 2>&1 || refuse 'firewalld does not run, or is older than 1.0'
    firewall-cmd --check-config >/dev/null || refuse 'what firewalld has saved is broken already'
    saved=$(settings --permanent)
    if [ "$(settings | own -v)" != "$(printf '%s\n' "$saved" | own -v)" ]; then
        refuse 'what runs is not what is saved, and reloading would change it: see firewall-cmd --runtime-to-permanent'
    fi
    used=$(printf '%s\n' "$saved" | own | grep '^[zpd]' | grep -vx -e "zone [^ ]* rich-rules: $rule" \
        -e "zone [^ ]* services: ${owner}__in-[0-9]*" -e "policy $short .*") || true
    [ -z "$used" ] || refuse "take out first what you made of these services or ipsets yourself: $used"
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

define() { # a $1 with the name $2 by the XML that follows
    cat >"$work/$2.xml"
    permanent "--new-$1-from-file=$work/$2.xml" --name="$2"
}

undo() {
    trap - EXIT
    rm -rf -- "$work"
    saved=$(settings --permanent)
    withdraw
    firewall-cmd --quiet --reload
    refuse 'this failed, and nothing of it is left'
}

apply() {
    ready
    zone=${zone:-$(firewall-cmd --get-default-zone)}
    printf '%s\n' "$saved" | grep -qF "zone $zone target: " || refuse "there is no zone $zone"
    work=$(mktemp -d)
    trap undo EXIT
    withdraw
    install
    firewall-cmd --check-config >/dev/null
    firewall-cmd --quiet --reload
    trap - EXIT
    rm -rf -- "$work"
}

verify() {
    found=$(settings | own)
    [ -n "$found" ] || refuse 'not applied: nothing of it runs'
    [ "$found" = "$(settings --permanent | own)" ] || refuse 'what runs is not what is saved'
    printf '%s\n' "$found"
}

remove() {
    ready
    withdraw
    firewall-cmd --quiet --reload
}

case ${1:-} in
    apply | verify | remove) "$1" ;;
    *) refuse 'say apply, verify or remove' ;;
esac
"""
"""Variables: owner and short (what the names of services begin with, and those of ipsets and the policy, which may
have 31 and 17 characters), rule (the own rich rules, as a basic regular expression), zone. Function: install."""
