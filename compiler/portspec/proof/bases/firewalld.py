"""A host that keeps its firewall with firewalld."""

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from subprocess import DEVNULL

from portspec.proof.host import Host
from portspec.proof.lab import PATIENCE, Lab, inside
from portspec.proof.matrix import ELSEWHERE
from portspec.writers.firewall import Options

TOOLS = {"firewalld": ("firewall-offline-cmd", "--version"), "dbus-daemon": ("dbus-daemon", "--version")}
DEFAULT = "public"
SAVED = {
    "firewalld.conf": f"DefaultZone={DEFAULT}\nFirewallBackend=nftables\n",
    "policies/closed.xml": '<policy target="DROP"><ingress-zone name="HOST"/><egress-zone name="ANY"/>'
    '<protocol value="ipv6-icmp"/></policy>',
}
"""Deny what goes out, but for finding the neighbours."""
BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>{address}</listen>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def default_deny(lab: Lab, options: Options) -> Iterator[Host]:
    """Deny what comes in and what goes out, but for what was let through before and for finding the neighbours."""
    host = prepared(lab, options)
    with running(host):
        yield host


def prepared(lab: Lab, options: Options) -> Host:
    """Return the host with what firewalld has saved, and before it runs."""
    for name, text in (SAVED | _zones(lab, options)).items():
        lab.write(f"firewalld/{name}", text.encode())
    address = f"unix:path={lab.folder}/bus"
    lab.write("bus.conf", BUS.format(address=address).encode())
    # A bus of its own, so that neither firewalld nor who asks it meets that of the machine.
    return Host(lab=lab, env={"DBUS_SYSTEM_BUS_ADDRESS": address}, saved=lab.folder / "firewalld")


def _zones(lab: Lab, options: Options) -> dict[str, str]:
    """Return the default zone, and the one that the options name, with all interfaces but that of another zone."""
    zones: dict[str, list[str]] = {DEFAULT: []}
    if options.zone:
        zones[options.zone] = [peer.device for peer in lab.peers.values() if peer.device != ELSEWHERE]
        zones["home" if options.zone == DEFAULT else DEFAULT] = [ELSEWHERE]
    return {f"zones/{name}.xml": _zone(interfaces) for name, interfaces in zones.items()}


def _zone(interfaces: Iterable[str]) -> str:
    # As firewalld writes it, since it writes again what a change is taken back from.
    lines = (f'  <interface name="{name}"/>\n' for name in interfaces)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<zone target="DROP">'
    return f"{head}\n{''.join(map(MESSAGE.format, NEIGHBOURS))}{''.join(lines)}</zone>\n"


NEIGHBOURS = "neighbour-solicitation", "neighbour-advertisement"
MESSAGE = """\
  <rule family="ipv6">
    <icmp-type name="{}"/>
    <accept/>
  </rule>
"""
"""What a zone that drops all lets in all the same: other zones let in all of ICMP."""


@contextmanager
def running(host: Host) -> Iterator[None]:
    """Run firewalld on the host from what is saved there."""
    with ExitStack() as stack:
        folder = str(host.lab.folder)
        _start(host, stack, "dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--nopidfile")
        _await(host, f"test -S {folder}/bus")
        options = f"--system-config={host.saved}", f"--log-file={folder}/firewalld.log"
        _start(host, stack, "firewalld", "--nofork", "--nopid", *options)
        _await(host, "firewall-cmd --state")
        yield


def _start(host: Host, stack: ExitStack, *command: str) -> None:
    environment = ("env", *(f"{name}={value}" for name, value in host.env.items()))
    with inside(host.lab.host):
        process = subprocess.Popen((*environment, *command), stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)  # noqa: S603
    stack.callback(process.wait, timeout=PATIENCE)
    stack.callback(process.terminate)


def _await(host: Host, condition: str) -> None:
    host.done("sh", "-c", f"until {condition} >/dev/null 2>&1; do sleep 0.05; done")
