"""The host under test, as the programs on it see it."""

import re
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess

import msgspec

from portspec.proof.lab import Lab


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """A laboratory's host with a firewall on it."""

    lab: Lab
    """The namespaces and the cables."""
    prefix: tuple[str, ...] = ()
    """What stands before every command, such as what gives it folders of its own."""
    env: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What every command finds in its environment."""
    saved: Path | None = None
    """The folder of what its firewall has saved."""
    listing: str = ":"
    """A command of sh(1) that lists rules that nft does not know of."""

    def run(self, *command: str, given: str = "", **env: str) -> CompletedProcess[str]:
        """Run a program on this host."""
        return self.lab.run(*self.prefix, *command, given=given, **{**self.env, **env})

    def done(self, *command: str, given: str = "") -> str:
        """Return what a program prints; raises CalledProcessError where it fails."""
        result = self.run(*command, given=given)
        result.check_returncode()
        return result.stdout

    def version(self, *command: str) -> str:
        """Return the first version number that a program says, such as `1.0.6`, or an empty text."""
        found = re.search(r"\d+(\.\d+)+", self.run(*command).stdout)
        return found[0] if found else ""

    def state(self) -> str:
        """Return all rules that the kernel holds, without counters, and the digests of what is saved."""
        rules = self.lab.ruleset() + self.done("sh", "-c", self.listing)
        return rules + (self.done("sh", "-c", DIGESTS, "sh", str(self.saved)) if self.saved else "")


DIGESTS = r'cd -- "$1" && find . -type f ! -name "*.old" -exec sha256sum {} + | sort -k 2'
"""Firewalls keep an old version of a file beside it; those do not count."""
