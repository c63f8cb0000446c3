"""Settings in lists: items such as "http.port = 8443", and the values of those that set no port."""

import re
from collections.abc import Sequence

from portspec.document import Item
from portspec.extract.grammar.parser import ZERO
from portspec.extract.grammar.port_expression import Expression, Part
from portspec.spec import PortRange

SETTING = re.compile(r"[\w.-]*port[\w.-]*\s*[=:]\s*\d{1,5}", re.IGNORECASE)
"""A setting whose name speaks of a port, with its value."""
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def other_settings(items: Sequence[Item]) -> set[int]:
    """Return the settings that are no ports, beside some whose names say that they are: "threads = 64"."""
    settings = [item for item in items if _ASSIGNMENT.fullmatch(item.text.folded)]
    ported = [item for item in settings if SETTING.match(item.text.folded)]
    return {id(item) for item in settings if item not in ported} if ported else set()


_ASSIGNMENT = re.compile(r"[\w.-]+\s*=\s*\d+(?:\s*[(（].*)?")


def without_switches(found: Expression, text: str) -> tuple[Part, ...]:
    """Return the ports that a setting states: 0 lets the system choose one (ip(7)), and with 1 it is switched on."""
    if not SETTING.fullmatch(_REMARK.sub("", text).strip()):
        return found.parts
    kept = tuple(part for part in found.parts if part.ports != (PortRange(start=1, end=1),))
    return (*kept, Part(dynamic="0")) if any(each.reason == ZERO for each in found.faults) else kept
