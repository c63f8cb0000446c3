# What is loaded at boot: a folder of copies for each text, and a unit of systemd that runs the script in it.
# Set above: files (the text's files, beside the script), unit (its name, and that of the folder).
# shellcheck shell=sh disable=SC2154

copies=/etc/portspec
units=/etc/systemd/system

enabled() {
    [ -d "$copies/$unit" ]
}

renew() { # the copies, at once and as a whole
    here=$(dirname -- "$0")
    [ "$here" != "$copies/$unit" ] || return 0
    new=$copies/.new-$unit
    rm -rf -- "$new"
    mkdir -p -- "$new"
    printf '%s\n' "$files" | while read -r each; do cp -- "$here/$each" "$new/"; done
    cp -- "$0" "$new/load.sh"
    kept >"$new/place" 2>/dev/null || true
    rm -rf -- "${copies:?}/$unit"
    mv -- "$new" "$copies/$unit"
}

install_copies() {
    verify >/dev/null
    systemctl --version >/dev/null 2>&1 || refuse "there is no systemd here: let the host run: sh $0 load"
    renew
    cat >"$units/$unit.service" <<END
[Unit]
Description=Firewall rules of portspec: $unit
DefaultDependencies=no
Conflicts=shutdown.target
Wants=network-pre.target
Before=network-pre.target shutdown.target
After=local-fs.target nftables.service netfilter-persistent.service iptables.service ip6tables.service
PartOf=nftables.service netfilter-persistent.service iptables.service ip6tables.service
ReloadPropagatedFrom=nftables.service netfilter-persistent.service iptables.service ip6tables.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh $copies/$unit/load.sh load
ExecReload=/bin/sh $copies/$unit/load.sh load

[Install]
WantedBy=multi-user.target
END
    systemctl --quiet enable "$unit.service"
}

remove_copies() { # the text whose unit is $1; its rules stay
    if [ -e "$units/$1.service" ]; then
        systemctl --quiet disable "$1.service" 2>/dev/null || true
        rm -f -- "$units/$1.service"
    fi
    rm -rf -- "${copies:?}/$1"
    rmdir -- "$copies" 2>/dev/null || true
}

at_boot() { # say what is loaded at boot, and stop where that is another text
    if ! enabled; then
        echo "Not loaded at boot; to change that say: sh $0 enable"
        return
    fi
    printf '%s\n' "$files" | while read -r each; do
        cmp -s -- "$(dirname -- "$0")/$each" "$copies/$unit/$each" ||
            refuse "$each in $copies/$unit, which is loaded at boot, is another one: apply this, or say enable"
    done
}
