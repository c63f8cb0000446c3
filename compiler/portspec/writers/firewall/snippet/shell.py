"""The frame of a snippet's script, in POSIX sh: what the scripts of all dialects share."""

import shlex
from collections.abc import Iterable


def script(head: Iterable[str], rules: str, settings: dict[str, str], body: str) -> str:
    """Return a script: `head` as comments, `settings` as variables, the shared functions, then `body`.

    Its variable `rules` is the path of the file `rules` beside the script.
    """
    comments = (f"# {line}".rstrip() for line in head)
    variables = (f"{name}={shlex.quote(value)}" for name, value in settings.items())
    beside = f'rules=$(dirname -- "$0")/{shlex.quote(rules)}'
    return "\n".join(("#!/bin/sh", *comments, "set -eu", "", beside, *variables, SHARED, body.strip(), ""))


SHARED = r"""
refuse() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 1
}

without_firewalld() { # which would not know of these rules
    if firewall-cmd --state >/dev/null 2>&1; then
        refuse 'firewalld is active and keeps the rules of this host: use the dialect firewalld'
    fi
}
"""

UNMANAGED = r"""
unmanaged() { # stop where another program keeps the firewall
    without_firewalld
    if LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
        refuse 'ufw is active and keeps the rules of this host: use the dialect ufw'
    fi
}
"""

SESSIONS = r"""
sessions() { # address of the client and port of the server for the running SSH connection, else for all of them
    if [ -n "${SSH_CONNECTION:-}" ]; then
        echo "$SSH_CONNECTION" | awk '{ print $1, $4 }'
    else # sudo takes the variable away
        ss -Htnp state established | awk '/"sshd/ { sub(/:[0-9]+$/, "", $4); sub(/.*:/, "", $3); print $4, $3 }'
    fi | sed 's/[][]//g; s/^::ffff://; s/%[^ ]*//'
}
"""
