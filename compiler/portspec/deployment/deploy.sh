#!/bin/sh
# What a host has of a deployment: the text that is applied, in the folder `now`, and the one before it, in `before`.
# sh deploy.sh dialect                which of the dialects is the host's own
# sh deploy.sh diff FOLDER KEPT       show what apply would change; the status is 1 where that is something
# sh deploy.sh apply FOLDER KEPT      apply the text in FOLDER, or leave all as it was
# sh deploy.sh confirm KEPT           make that hold for good, where it closes all else and waits
# sh deploy.sh previous KEPT          apply the text before the one that is applied
# sh deploy.sh remove KEPT            take the text away
# KEPT is the folder of these folders. PORTSPEC_BOOT=no leaves out what is loaded at boot.
set -eu

refuse() {
    printf '%s\n' "$1" >&2
    exit 2
}

name() { # the dialect and the script of the text in the folder $1; nothing where there is none
    for each in "$1"/*/*.sh; do
        if [ -f "$each" ]; then echo "${each#"$1"/}"; fi
    done
}

closes() { # whether the script $1 closes all else, and so waits to be confirmed
    case $1 in *-enforce.sh) return 0 ;; *) return 1 ;; esac
}

dialect() {
    if firewall-cmd --state >/dev/null 2>&1; then
        echo firewalld
    elif LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
        echo ufw
    else
        echo nftables
    fi
}

another() { # the text that goes, where the one in $1 does not replace it
    old=$(name "$kept/now")
    if [ -n "$old" ] && [ "$old" != "$(name "$1")" ]; then echo "$old"; fi
}

difference() {
    new=$(name "$1")
    [ -n "$new" ] || refuse "there is no text in $1"
    old=$(another "$1")
    if [ -n "$old" ]; then
        printf '%s is taken away, %s comes\n' "$old" "$new"
        exit 1
    fi
    status=0
    shown=$(sh "$1/$new" diff) || status=$?
    [ "$status" -eq 0 ] || [ -n "$shown" ] || exit 2 # it refuses, and has said why
    [ -z "$shown" ] || printf '%s\n' "$shown"
    exit "$status"
}

apply() { # the text in the folder $1
    new=$(name "$1")
    [ -n "$new" ] || refuse "there is no text in $1"
    mkdir -p -- "$kept"
    rm -rf -- "$kept/coming"
    cp -R -- "$1" "$kept/coming"
    old=$(another "$kept/coming")
    if [ -z "$old" ] || sh "$kept/now/$old" remove; then
        if sh "$kept/coming/$new" apply; then
            if closes "$new"; then return; fi
            if holds; then settle && return; fi
        fi
    fi
    back
    refuse 'all is as it was'
}

holds() { # whether the coming text is loaded, and will be at boot
    sh "$kept/coming/$new" verify >/dev/null || return 1
    if [ "${PORTSPEC_BOOT:-yes}" != no ] && grep -q '^install_copies()' "$kept/coming/$new"; then
        if [ -d /run/systemd/system ]; then
            sh "$kept/coming/$new" enable
        else
            echo 'There is no systemd here, so nothing is loaded at boot.'
        fi
    fi
}

settle() { # the coming text is the one that is applied
    rm -rf -- "$kept/before"
    if [ -d "$kept/now" ]; then mv -- "$kept/now" "$kept/before"; fi
    mv -- "$kept/coming" "$kept/now"
}

back() { # to the text that was applied
    was=$(name "$kept/now")
    if [ "$was" != "$new" ]; then sh "$kept/coming/$new" remove || true; fi
    if [ -n "$was" ]; then
        if closes "$was"; then again=load; else again=apply; fi
        sh "$kept/now/$was" "$again" || refuse "$kept/now/$was cannot be applied again: see to it by hand"
    fi
    rm -rf -- "$kept/coming"
}

confirm() {
    new=$(name "$kept/coming")
    if [ -z "$new" ]; then return; fi # nothing waits
    sh "$kept/coming/$new" confirm
    holds || refuse "$kept/coming/$new does not hold"
    settle
}

previous() {
    [ -n "$(name "$kept/before")" ] || refuse 'there is no text before the one that is applied'
    apply "$kept/before"
}

remove() {
    new=$(name "$kept/now")
    if [ -n "$new" ]; then sh "$kept/now/$new" remove; fi
    rm -rf -- "$kept/now" "$kept/before" "$kept/coming"
    rmdir -- "$kept" 2>/dev/null || true
}

word=${1:-}
case $word in
    dialect) dialect ;;
    diff | apply)
        kept=${3:?}
        if [ "$word" = diff ]; then difference "$2"; else apply "$2"; fi
        ;;
    confirm | previous | remove)
        kept=${2:?}
        "$word"
        ;;
    *) refuse 'say dialect, diff, apply, confirm, previous or remove' ;;
esac
