"""A machine around a host: an /etc of its own, which outlives its commands, and boots."""

import re
from pathlib import Path

import msgspec

from portspec.proof.host import Host

OWN = """
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/etc,workdir=$1/work" /etc
shift
exec "$@"
"""


def machine(host: Host) -> Host:
    """The host with an /etc in which scripts may install what they like."""
    folder = host.lab.folder / "machine"
    for name in ("etc", "work"):
        (folder / name).mkdir(parents=True)
    return msgspec.structs.replace(
        host, prefix=("unshare", "-m", "sh", "-euc", OWN, "machine", str(folder), *host.prefix)
    )


def boot(host: Host, rules: str) -> None:
    """Lose all rules, load those that the host has saved, then what systemd is to start."""
    host.lab.load("flush ruleset")
    host.done("sh", "-euc", rules)
    for unit in host.done(
        "sh", "-c", "cat /etc/systemd/system/multi-user.target.wants/portspec* 2>/dev/null || :"
    ).split("[Unit]"):
        command = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
        if command:
            host.done(*command[1].split())


def installed(host: Host) -> list[str]:
    """All that portspec has put into /etc."""
    found = host.done("sh", "-c", "find /etc/portspec /etc/systemd/system -name '*portspec*' 2>/dev/null || :")
    return sorted(line for line in found.splitlines() if Path(line).name.startswith("portspec"))
