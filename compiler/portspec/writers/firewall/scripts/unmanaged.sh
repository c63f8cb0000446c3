# For rules that nothing but the kernel keeps: another program must not keep the firewall.
# shellcheck shell=sh

unmanaged() {
    without_firewalld
    if LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
        refuse 'ufw is active and keeps the rules of this host: use the dialect ufw'
    fi
}
