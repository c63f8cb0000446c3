"""A host that keeps its firewall with ufw."""

from collections.abc import Iterator
from contextlib import contextmanager

from portspec.proof.host import Host
from portspec.proof.lab import Lab
from portspec.writers.firewall import Options

TOOLS = {"ufw": ("ufw", "--version"), "iptables": ("iptables", "--version")}
COPY = """
mkdir "$1"
cp -a /etc/ufw "$1/etc"
sed 's/^IPV6=.*/IPV6=yes/' /etc/default/ufw >"$1/default"
"""
OWN = """
mount --bind "$1/etc" /etc/ufw
mount --bind "$1/default" /etc/default/ufw
mount -t tmpfs tmpfs /run
shift
exec "$@"
"""
"""A host's ufw with folders of its own; without those of the machine in /run it finds no other firewall either."""
CLOSED = """
ufw --force reset
ufw default deny incoming
ufw default deny outgoing
ufw logging off
ufw --force enable
"""


@contextmanager
def default_deny(lab: Lab, options: Options) -> Iterator[Host]:  # noqa: ARG001 (the same under all options)
    """Deny what comes in and what goes out, but for what ufw lets through itself."""
    saved = lab.folder / "ufw"
    lab.run("sh", "-euc", COPY, "sh", str(saved)).check_returncode()
    host = Host(lab=lab, prefix=("unshare", "-m", "sh", "-euc", OWN, "ufw", str(saved)), saved=saved)
    host.done("sh", "-euc", CLOSED)
    yield host
