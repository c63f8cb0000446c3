# What the scripts of all dialects begin with.
# Set above: rules (the file or the folder beside the script).
# shellcheck shell=sh disable=SC2154

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
