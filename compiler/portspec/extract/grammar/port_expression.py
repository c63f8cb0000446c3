"""The port grammar: what a cell or sentence says about ports and transports, and which of its numbers it cannot be."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from portspec.extract.grammar.composed import is_ambiguous
from portspec.extract.grammar.limits import Fault
from portspec.extract.grammar.names import HIGHEST_DIGITS
from portspec.extract.grammar.parser import Atom, atoms_of, gap
from portspec.extract.language.vocabulary import words
from portspec.protocols import WITH_PORTS
from portspec.readers.budget import TEXT_CHARACTERS
from portspec.spec import HIGHEST_PORT, PortRange


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Ports that share their transports."""

    ports: tuple[PortRange, ...] = ()
    """Sorted as in the text; empty for a dynamic port and for a protocol without ports."""
    dynamic: str | None = None
    """The words or the placeholder that stand for a number."""
    transports: tuple[str, ...] = ()
    """Sorted; empty where the text names none."""
    start: int = 0
    """Offset in the text where the first of them stands."""


class Expression(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says: its parts in order, and the numbers that ended nowhere."""

    parts: tuple[Part, ...]
    """In the text's order."""
    faults: tuple[Fault, ...] = ()
    """In the text's order."""


SYSTEM = 1023
"""The highest of the System Ports (RFC 6335, section 6)."""


@lru_cache(maxsize=4096)
def parse_ports(text: str) -> Expression:
    """Return what the text of a port cell says.

    `TCP 80, 443`, `80/tcp`, `TCP: 80; UDP: 53`, `5700-6900`, `1024 and above`, `any`, `<RPC ports>`, `ICMP`, …
    A transport belongs to the numbers on its nearer side; a protocol without ports takes the number beside it
    as a type or protocol number. Ports are 0 to 65535 (RFC 6335).
    """
    if len(text) > TEXT_CHARACTERS:
        return Expression(parts=(), faults=(Fault(start=0, end=len(text), reason="the text is too long for ports"),))
    if text.isdigit() and text.isascii() and len(text) <= HIGHEST_DIGITS and 0 < int(text) <= HIGHEST_PORT:
        return Expression(parts=(Part(ports=(PortRange(start=int(text), end=int(text)),)),))
    if is_ambiguous(text):
        reason = f"{text.strip()} may be one number, with a mark between its thousands, or two"
        return Expression(parts=(), faults=(Fault(start=0, end=len(text), reason=reason),))
    atoms, faults = atoms_of(text)
    doubts = [_doubt(text, each) for each in _assign(text, atoms)] + [
        departure(each.start, each.end) for each in _sources(text, atoms)
    ]
    taken = {doubt.start for doubt in doubts}
    kept = [atom for atom in atoms if atom.start not in taken]
    return Expression(parts=tuple(_parts(kept)), faults=(*faults, *doubts))


def _sources(text: str, atoms: list[Atom]) -> list[Atom]:
    """Return the ports that connections come from, "179 (source)", "src: 179", with those of the same list."""
    if not words("port.source").may_stand_in(text):
        return []
    found: list[Atom] = []
    for number, atom in enumerate(atoms):
        if atom.ports and (_source_behind().match(text, atom.end) or _source_before().search(text[: atom.start])):
            found.append(atom)
            for before, behind in zip(atoms[number - 1 :: -1] if number else [], atoms[number:0:-1], strict=False):
                if not before.ports or not _LISTED.fullmatch(text, before.end, behind.start):
                    break
                found.append(before)
    return found


_LISTED = re.compile(r"\s*[,、，&/]\s*")


@cache
def _source_behind() -> re.Pattern[str]:
    over = r"(?:\s?/\s?[a-z]{3,7}(?!\w))?"
    return re.compile(rf"{over}\s*[(（\[]\s*(?:{words('port.source').pattern})\s*[)）\]]", re.IGNORECASE)


@cache
def _source_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{words('port.source').pattern})\s*[:：]?\s*$", re.IGNORECASE)


def departure(start: int, end: int) -> Fault:
    """Return that the ports between two offsets are those that connections come from."""
    return Fault(start=start, end=end, reason="connections come from it, and where they go to is not said")


def _doubt(text: str, atom: Atom) -> Fault:
    reason = (
        f"different transports stand on both sides of {text[atom.start : atom.end]}, and which is its own is not said"
    )
    return Fault(start=atom.start, end=atom.end, reason=reason)


def _assign(text: str, atoms: list[Atom]) -> list[Atom]:
    """Give each number the transports of the run it belongs to; return those that stand between two different runs."""
    doubted: list[Atom] = []
    runs = [index for index, atom in enumerate(atoms) if atom.run and not WITH_PORTS.isdisjoint(atom.run)]
    prefixed = bool(runs) and runs[0] == 0
    for number, index in enumerate(runs):
        until = runs[number + 1] if number + 1 < len(runs) else len(atoms)
        since = runs[number - 1] + 1 if number else 0
        before = [atom for atom in atoms[since:index] if not atom.run]
        after = [atom for atom in atoms[index + 1 : until] if not atom.run]
        if _looks_ahead(text, before, atoms[index], after, prefixed=prefixed):
            for atom in after:
                atom.transports = atoms[index].run
        else:
            named = _OVER.search(text, before[-1].end if before else 0, atoms[index].start)
            aside = bool(after) and text[: atoms[index].start].rstrip().endswith(_OPENING)
            aside = aside or (named is not None and words("port.over").whole(named[1]))
            free = before[-1:] if aside else [atom for atom in before if not atom.transports] or before[-1:]
            here = [atom for atom in free if "\n" not in text[atom.end : atoms[index].start]]
            free = here or free
            if text[: atoms[index].start].rstrip().endswith(_OPENING):
                free = [atom for atom in free if atom is before[-1] or not _REMARK.match(text, atom.end)]
            doubted += [atom for atom in free if atom.transports and atom.transports != atoms[index].run]
            for atom in free:
                atom.transports = atoms[index].run
    for atom in _unmarked(text, atoms):
        atom.transports = ()
    return doubted


def _unmarked(text: str, atoms: list[Atom]) -> list[Atom]:
    """Return the bare numbers of a list whose others have a transport of their own each: "22, 80, 53/udp, 443/tcp".

    Which is theirs is not said. Without blanks, "80,443/tcp", and where all have the same one, "80, 443/tcp", it is the
    transport of all.
    """
    marked = {at for at in range(1, len(atoms)) if atoms[at].run and text[atoms[at - 1].end : atoms[at].start] == "/"}
    if len({atoms[at].run for at in marked}) < 2:  # noqa: PLR2004
        return []
    bare = (at for at, atom in enumerate(atoms[:-1]) if not atom.run and at + 1 not in marked and atom.transports)
    return [atoms[at] for at in bare if _LOOSE.match(text, atoms[at].end) and not atoms[at + 1].run]


_REMARK = re.compile(r"\s*[(（][^()（）\d]*[^\W\d][^()（）]*[)）]")
"""What a text says of one number alone: "4161 (HTTP) / 4160 (TCP)"."""
_LOOSE = re.compile(r"[,;]\s")


_OVER = re.compile(r"\w\s?[(（]([^\W\d]+)\s+$")
"""What leads from a service to its transport, in brackets: "445: SMB (over TCP)"."""
_OPENING = ("(", "（")
_CLOSING = re.compile("[)）,;，；、]")


def _looks_ahead(text: str, before: list[Atom], run: Atom, after: list[Atom], *, prefixed: bool) -> bool:
    """Tell whether a run of transports belongs to the numbers after it."""
    if not before or not after:
        return bool(after)
    opened = text[: run.start].rstrip().endswith(_OPENING)
    if opened and not _CLOSING.search(text[run.end : after[0].start]):  # "8443 (UDP 8444)"
        return True
    left = gap(text, before[-1].end, run.start)
    right = gap(text, run.end, after[0].start)
    return right < left or (right == left and prefixed)


def _parts(atoms: list[Atom]) -> list[Part]:
    """Return the atoms grouped by transports, in the order of the text."""
    parts: list[Part] = []
    for atom in atoms:
        if not atom.run:
            ports = (atom.ports,) if atom.ports else ()
            parts.append(Part(ports=ports, dynamic=atom.dynamic, transports=atom.transports, start=atom.start))
        elif WITH_PORTS.isdisjoint(atom.run):
            parts.extend(Part(transports=(name,), start=atom.start) for name in atom.run)
    return merged(parts)


def merged(parts: Iterable[Part]) -> list[Part]:
    """Return the parts with those of the same transports as one, each port once."""
    kept: list[Part] = []
    ports: dict[tuple[str, ...], dict[PortRange, None]] = {}
    first: dict[tuple[str, ...], int] = {}
    for part in parts:
        if not part.ports or part.transports not in first:
            kept.append(part)
        if part.ports:
            first.setdefault(part.transports, len(kept) - 1)
            ports.setdefault(part.transports, {}).update(dict.fromkeys(part.ports))
    for transports, at in first.items():
        kept[at] = msgspec.structs.replace(kept[at], ports=tuple(ports[transports]))
    return kept


_CLASSES = frozenset(((0, 1023), (1, 1023), (1024, 49151)))
_OTHERS = frozenset((start, HIGHEST_PORT) for start in (0, 1, 1024, 49152))


def explains_ports(ranges: Iterable[PortRange]) -> bool:
    """Tell whether ranges are the classes of all port numbers, as a text on what ports are gives them.

    System Ports, User Ports and Dynamic Ports: RFC 6335, section 6.
    """
    found = {(each.start, each.end) for each in ranges}
    return not found.isdisjoint(_CLASSES) and found <= _CLASSES | _OTHERS


def with_transports(part: Part, transports: tuple[str, ...]) -> Part:
    """Return a part with transports that stand elsewhere, where it states none itself."""
    return part if part.transports or not transports else msgspec.structs.replace(part, transports=transports)


@lru_cache(maxsize=4096)  # a long table's columns are gone through more than once
def is_none(text: str) -> bool:
    """Tell whether a cell says that there is no port: empty, a dash, "none", "n/a"."""
    return not text.strip() or words("port.none").whole(text)
