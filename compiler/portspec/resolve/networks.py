"""Networks of parties, written in YAML 1.2 by `schemas/peers.schema.json`."""

from collections.abc import Mapping

import msgspec

from portspec.findings import Report
from portspec.resolve.located import located

HELP = "`portspec explain PS506` shows the form of such a file."


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of networks as it is written."""

    peers: dict[str, str | tuple[str, ...]]
    """By party; one text is a list of one."""


def parse_networks(data: bytes, path: str, report: Report) -> Mapping[str, tuple[str, ...]] | None:
    """Return the networks by party that a file's bytes give, or None after reporting that they are none (PS506).

    Whether there are such parties and such networks is not looked at.
    """
    read = located(data, path, "PS506", report)
    written = read.converted(_Written, {}, HELP, report) if read else None
    if written is None:
        return None
    return {name: (given,) if isinstance(given, str) else given for name, given in written.peers.items()}
