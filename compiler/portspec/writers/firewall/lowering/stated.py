"""Stated networks: a party whose words name networks or addresses narrows what is opened to it by itself."""

from collections.abc import Iterable, Mapping

from portspec.analysis.networks import Network, networks_of
from portspec.analysis.verdict import rules_of
from portspec.spec import Requirement
from portspec.writers.firewall.lowering.parties import key


def stated(rows: Iterable[Requirement]) -> Mapping[str, tuple[Network, ...]]:
    """Return the networks by party, as `parties.key` has it, of those that rows name with their networks.

    An end that is meant only in part is none: "10.0.0.0/8 (not guests)" is the row's condition.
    """
    texts = {text for row in rows for rule in rules_of(row, {}) if (text := rule.party) and not _is_partial(text, row)}
    return {key(text): found for text in sorted(texts) if (found := networks_of(text))}


def _is_partial(text: str, row: Requirement) -> bool:
    return text in (row.condition or "").split("; ")
