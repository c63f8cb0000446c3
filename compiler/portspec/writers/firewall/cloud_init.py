"""cloud-init: the user data of a new host, which closes by nftables all that it does not open (cloud-init 22)."""

from collections.abc import Iterator

import msgspec

from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import SPECIAL, Options
from portspec.writers.firewall.lowering.plan import Ability, Plan
from portspec.writers.firewall.nftables import ENCLOSURE, ENFORCING, closing
from portspec.writers.firewall.nftables import ability as of_nftables
from portspec.writers.firewall.snippet.header import FORWARDED, closed, header, stem, title
from portspec.writers.firewall.snippet.shell import unit

FOLDER = f"/etc/portspec/{ENFORCING}"
"""Where the script of nftables keeps its copies, so that one of its texts takes the place of this one."""
UNIT = f"/etc/systemd/system/{ENFORCING}.service"


def ability(options: Options) -> Ability:
    """Return what nftables can say in a table of its own: a new host has no rules that one could add to."""
    enforced = of_nftables(msgspec.structs.replace(options, enforce=True))
    return msgspec.structs.replace(
        enforced, encloses=True, options=frozenset(SPECIAL) - {"enforce", "pods", "published", "table", "zone"}
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the user data; text from a page stands in its comments only, and in those of the rules."""
    plan = msgspec.structs.replace(
        plan, options=msgspec.structs.replace(plan.options, enforce=False)
    )  # it says no more
    name = stem(plan)
    rules = f"{FOLDER}/{name}.nft"
    text = (*(f"# {line}".rstrip() for line in title(plan, "nftables")), "", *closing(plan))
    lines = [
        "#cloud-config",
        *(f"# {line}".rstrip() for line in header(plan, "cloud-init", _usage(plan, name))),
        "packages: [nftables]",
        "write_files:",
        *_file(rules, text),
        *_file(UNIT, unit(ENFORCING, f"/usr/sbin/nft -f {rules}").splitlines()),
        "runcmd:",
        "  - [systemctl, daemon-reload]",
        f"  - [systemctl, enable, --now, {ENFORCING}.service]",
        "",
    ]
    yield Artifact(path=f"cloud_init/{name}.yaml", data="\n".join(lines).encode())


def _usage(plan: Plan, name: str) -> Iterator[str]:
    yield f"Dry run: cloud-init schema --config-file {name}.yaml"
    yield f"Apply:   give {name}.yaml to a new host as its user data; its first line tells cloud-init what it is"
    yield f"Verify:  nft list table {ENCLOSURE} (on the host)"
    yield f"Remove:  systemctl disable --now {ENFORCING}, then nft delete table {ENCLOSURE} (on the host)"
    yield "Reboot:  systemd loads it each time"
    yield "Not executed: no cloud has started a host with it. What it writes and runs on a host is tried in tests."
    yield FORWARDED
    yield from closed(plan.options)
    yield "What other tables drop stays dropped, as those of firewalld or ufw on images that come with them."
    yield "A cloud may take 16 KiB of user data only, and more of it where it is compressed by gzip."


def _file(path: str, lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    yield f"  - path: {path}"
    yield "    content: |"
    yield from (f"      {line}".rstrip() for line in lines)
