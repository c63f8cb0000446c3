# Rules that are entered from the host's own chains, behind all that it denies.
# Set above: place (what --after takes, in words).
# Functions from beside: load, replaced (the units of the texts that this one replaces).
# shellcheck shell=sh disable=SC2154

after= # given by --after

apply() {
    unmanaged
    while [ $# -gt 0 ]; do
        case $1 in
            --after) after="$after ${2:-}" && shift ;;
            *) refuse "say apply, or apply --after $place" ;;
        esac
        shift
    done
    load
    boot=$(replaced)
    for each in $boot; do remove_copies "$each"; done
    if [ -n "$boot" ]; then install_copies; elif enabled; then renew; fi
}

forget() { # what is loaded at boot
    for each in "$unit" $(replaced); do remove_copies "$each"; done
}

case ${1:-} in
    diff) difference ;;
    apply | verify | remove | load | would) "$@" ;;
    enable) install_copies ;;
    *) refuse 'say diff, apply, verify or remove, or enable to have it loaded at boot' ;;
esac
