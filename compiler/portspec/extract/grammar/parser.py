"""Atoms of port text: port ranges, ports without a number, and runs of transports, with their spans."""

import re
from collections.abc import Iterator

import msgspec

from portspec.extract.grammar.lexemes import Token, rises
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.limits import Fault, limited, without
from portspec.extract.grammar.names import FIRST_USER_PORT
from portspec.extract.language.vocabulary import words
from portspec.protocols import NAMES, WITH_PORTS
from portspec.spec import EVERY_PORT, HIGHEST_PORT, PortRange


class Atom(msgspec.Struct):
    """A port range, a dynamic port, or a run of transports, with its span."""

    start: int
    """Offset in the text of its first character."""
    end: int
    """Offset after its last one."""
    ports: PortRange | None = None
    """The range; None for the other two."""
    dynamic: str | None = None
    """The words that stand for a number; None for the other two."""
    run: tuple[str, ...] = ()
    """The transports of a run, as the text has them; empty for the other two."""
    transports: tuple[str, ...] = ()
    """For ports, those that the text gives them; filled by `ports`."""


def atoms_of(text: str) -> tuple[list[Atom], list[Fault]]:
    """Return the port ranges, dynamic ports and transports of a text, in order, and its numbers that are no ports."""
    limits = limited(text, tokens(text))
    found = limits.tokens
    atoms: list[Atom] = []
    faults = limits.faults
    numbers = bool(faults) or any(token.kind == "number" for token in found)
    at = 0
    while at < len(found):
        token = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if token.kind == "number":
            named = _is_named(text, found, at, atoms)
            at = _named(text, found, at, faults) if named else _range(found, at, atoms, faults)
            continue
        low = _above(found[at : at + 4])
        if after and low is not None and low <= HIGHEST_PORT:
            atoms.append(Atom(token.start, after.end, PortRange(start=low, end=HIGHEST_PORT)))
            at += 2
            continue
        if token.kind in ("protocol", "label") and after and after.kind == "number":
            names, last = protocols_at(found, at + 1) if token.kind == "protocol" else ((), at)
            if names:
                atoms.append(Atom(token.start, found[last].end, run=names))
            at = last + 1 if names else _named(text, found, at + 1, faults)
            continue
        if token.kind == "transport":
            at = _transport(found, at, atoms)
            continue
        if token.kind == "dynamic":
            atoms.append(Atom(token.start, token.end, dynamic=text[token.start : token.end]))
        elif token.kind == "elsewhere" and not numbers:
            start = _with_words(found, at)
            atoms.append(Atom(start, token.end, dynamic=text[start:].split("\n", maxsplit=1)[0].strip()))
        elif token.kind == "any" and not (numbers or _is_narrowed(text, found, at)):
            atoms.append(Atom(token.start, token.end, EVERY_PORT))
        at += 1
    atoms = [each for atom in _without_echo(text, atoms) for each in _without(atom, limits.excluded)]
    return atoms, faults if any(atom.ports or atom.dynamic for atom in atoms) else [*faults, *limits.apart]


def _is_narrowed(text: str, found: list[Token], at: int) -> bool:
    """Tell whether words say which of all are meant: "all ports listed above", "all high ports", "all other ports"."""
    near = text[found[at].start : found[min(at + 2, len(found) - 1)].end]
    if words("need.rest", "port.others").search(near):
        return True
    if at + 1 == len(found):
        return False
    if words("text.pointing", "text.backward").search(text):
        return True
    kinds = [token.kind for token in found[at + 1 : at + 3]]
    if kinds[0] == "dynamic":
        return True
    between = text[found[at + 1].start : found[at + 1].end]
    return kinds == ["word", "port"] and between.isalpha() and not words(*_OF_ALL).search(between)


_OF_ALL = ("text.generic", "text.inbound", "text.outbound", "peer.article", "port.which")
"""What may stand between "all" and "ports" without saying which ones."""


def _without(atom: Atom, excluded: list[tuple[int, int]]) -> Iterator[Atom]:
    """Yield a range without the ports that the text takes out of it; what is no range is yielded as it is."""
    ports = atom.ports
    if ports is None or ports.start == ports.end or not excluded:
        yield atom
        return
    for start, end in without(ports.start, ports.end, excluded):
        yield Atom(atom.start, atom.end, PortRange(start=start, end=end))


def protocols_at(found: list[Token], at: int) -> tuple[tuple[str, ...], int]:
    """Return the names of the IP protocols whose numbers stand at `at`, "50 and 51", and the index of the last one."""
    names: list[str] = []
    last = at
    while at < len(found) and (value := found[at].value) is not None and (name := NAMES.get(value)):
        names.append(name)
        last = at
        at += 2 if at + 1 < len(found) and found[at + 1].kind in ("and", "comma", "slash") else len(found)
    return tuple(sorted(names)), last


def _with_words(found: list[Token], at: int) -> int:
    """Return the offset of the first of the words right before a token, else its own."""
    while at and found[at - 1].kind == "word":
        at -= 1
    return found[at].start


def _aside(text: str, label: Token, first: Token, last: Token) -> Iterator[Fault]:
    """Yield the fault of a number or range behind a word that makes it something else, "RFC 8446"; a note's is none."""
    if words("port.note").whole(text[label.start : label.end]):
        return
    said = text[label.start : first.start].strip()
    reason = f"{text[first.start : last.end]} stands behind “{said}”"
    yield Fault(start=first.start, end=last.end, reason=reason, spoilt=False)


def _is_named(text: str, found: list[Token], at: int, atoms: list[Atom]) -> bool:
    """Tell whether a low number behind ports is that of what a word names: "80 (see entry 2)", "80, lásd a 2. pontot".

    The word before it names something only in brackets.
    """
    if not _is_low(found[at]) or not at or not any(atom.ports for atom in atoms):
        return False
    word, counted = found[at - 1], _COUNTED.match(text, found[at].end)
    if counted and counted[1].islower():
        return True
    named = word.kind == "word" and (text[word.start].isalpha() or text[word.start] == ".")
    return named and sum((each.kind == "open") - (each.kind == "close") for each in found[:at]) > 0


def _named(text: str, found: list[Token], at: int, faults: list[Fault]) -> int:
    """Set the numbers aside of which the first stands at `at`, behind what they number; return where to go on."""
    ranged = [each.kind for each in found[at + 1 : at + 3]] == ["dash", "number"]
    last = at + 2 if ranged else _last_of_low(found, at)
    faults += _aside(text, found[at - 1], found[at], found[last])
    return last + 1


_COUNTED = re.compile(r"\.\s+(\w)")


def _is_low(number: Token) -> bool:
    return number.kind == "number" and number.value is not None and number.value < _NUMBER_OF_PORT


_NUMBER_OF_PORT = 10
"""Lower numbers behind a word are seldom ports: they count the notes of a page."""


def _last_of_low(found: list[Token], at: int) -> int:
    """Return the index of the last of the low numbers of a list, of which the first stands at `at`: "notes 2, 3"."""
    while (
        _is_low(found[at])
        and at + 2 < len(found)
        and found[at + 1].kind in ("and", "comma", "dash")
        and _is_low(found[at + 2])
    ):
        at += 2
    return at


def _above(found: list[Token]) -> int | None:
    """Return the lowest port of an open range such as "over 5000" or "from 1024", or None where there is none.

    The sign in "> 1024" stands for all ports that are no System Ports, and those begin at 1024 (RFC 6335, section 6).
    """
    kinds = [token.kind for token in found]
    if kinds[1:2] != ["number"] or kinds[2:] == ["dash", "number"]:
        return None
    low = found[1].value
    if low is None:
        return None
    above = low if low == FIRST_USER_PORT and found[0].end - found[0].start == 1 else low + 1
    return {"greater": above, "at_least": low}.get(kinds[0])


def _range(found: list[Token], at: int, atoms: list[Atom], faults: list[Fault]) -> int:
    """Read the number at `at`, with the end of its range if it has one; return where to go on."""
    token = found[at]
    after = found[at + 1] if at + 1 < len(found) else None
    last = found[at + 2] if at + 2 < len(found) else None
    if after and after.kind == "unit":
        reason = f"{_said(token)} is a quantity"
        faults.append(Fault(start=token.start, end=after.end, reason=reason, spoilt=False))
        return at + 2
    joined = after and last and last.kind == "number" and (
        after.kind == "dash" or (after.kind == "colon" and rises(token, last) and _is_near(found, at))
    )  # fmt: skip
    end = at + 3 if joined else at + 1
    if led := _led(found, end):
        reason = (
            f"an arrow leads from {_said(token)} to {_said(found[end + 1])}, and which of them is opened is not said"
        )
        faults.append(Fault(start=token.start, end=found[led - 1].end, reason=reason))
        return led
    if after and last and joined:
        return _closed(token, last, at + 3, atoms, faults)
    port = _port(token)
    if port is None:
        faults.append(Fault(start=token.start, end=token.end, reason=_too_high(token)))
        return at + 1
    if after and after.kind == "above":
        atoms.append(Atom(token.start, after.end, PortRange(start=port, end=HIGHEST_PORT)))
        return at + 2
    if port == 0:
        faults.append(Fault(start=token.start, end=token.end, reason=ZERO, spoilt=False))
    else:
        atoms.append(Atom(token.start, token.end, PortRange(start=port, end=port)))
    return at + 1


ZERO = "0 lets the system choose a port, or switches a listener off"
"""As ip(7) says of the first; by itself, it is the port of nothing."""


def _led(found: list[Token], at: int) -> int | None:
    """Return where to go on behind an arrow at `at` and the number or range that it leads to, None where none stands.

    Right behind a number the sign ">" is one: "49152-65535 > 443".
    """
    kinds = [each.kind for each in found[at : at + 4]]
    sign = kinds[:1] == ["greater"] and found[at].end - found[at].start == 1
    if kinds[1:2] != ["number"] or not (sign or kinds[:1] == ["arrow"]):
        return None
    return at + 4 if kinds[2:] == ["dash", "number"] else at + 2


def _is_near(found: list[Token], at: int) -> bool:
    """Tell whether a colon joins the numbers around it, "1024:5000"; behind another one, also over a blank."""
    return found[at + 2].start == found[at + 1].end or (at > 0 and found[at - 1].kind == "colon")


def _port(number: Token) -> int | None:
    """Return the port that a number is, or None where it is too high for one."""
    return None if number.value is None or number.value > HIGHEST_PORT else number.value


def _said(number: Token) -> str:
    return "a number this long" if number.value is None else str(number.value)


def _too_high(number: Token) -> str:
    return f"{_said(number)} is above {HIGHEST_PORT}, the highest port"


def _closed(first: Token, last: Token, at: int, atoms: list[Atom], faults: list[Fault]) -> int:
    """Read a range with both ends."""
    low, high = _port(first), _port(last)
    if high is None:
        faults.append(Fault(start=first.start, end=last.end, reason=_too_high(last)))
    elif low is None or low > high:
        reason = f"the range runs backwards, {_said(first)} to {high}"
        faults.append(Fault(start=first.start, end=last.end, reason=reason))
    else:
        atoms.append(Atom(first.start, last.end, PortRange(start=low, end=high)))
    return at


def _transport(found: list[Token], at: int, atoms: list[Atom]) -> int:
    """Read a run of transports (`TCP/UDP`, `TCP and UDP`) and, without ports, the number beside it."""
    first = found[at]
    names = set(first.names)
    end, at = first.end, at + 1
    while (
        at + 1 < len(found) and found[at].kind in ("slash", "comma", "and", "dash") and _same_kind(first, found[at + 1])
    ):
        names.update(found[at + 1].names)
        end, at = found[at + 1].end, at + 2
    if names.isdisjoint(WITH_PORTS):
        at = _skip_types(found, at)
        end = found[at - 1].end
        _forget_protocol_number(names, atoms)
    if atoms and atoms[-1].run and atoms[-1].end >= first.start - 2 and set(atoms[-1].run) == names:
        return at
    atoms.append(Atom(first.start, end, run=tuple(sorted(names))))
    return at


def _same_kind(first: Token, other: Token) -> bool:
    """Tell whether two transports make one run: both have ports or both have none."""
    return other.kind == "transport" and WITH_PORTS.isdisjoint(first.names) == WITH_PORTS.isdisjoint(other.names)


def _skip_types(found: list[Token], at: int) -> int:
    """Return where to go on after the types and numbers of a protocol without ports: `ICMP type 8`, `ESP (50)`."""
    inside = 0
    while at < len(found):
        token = found[at]
        inside += (token.kind == "open") - (token.kind == "close")
        number_next = at + 1 < len(found) and found[at + 1].kind == "number"
        if token.kind in ("slash", "colon", "dash") and not number_next:
            break
        if token.kind not in ("number", "slash", "label", "open", "close", "colon", "dash", "protocol") and inside < 1:
            break
        at += 1
    return at


def _forget_protocol_number(names: set[str], atoms: list[Atom]) -> None:
    """Drop a number before the name of a protocol without ports where it is that protocol's number: `50 (ESP)`."""
    last = atoms[-1].ports if atoms else None
    if last and last.start == last.end and NAMES.get(last.start) in names:
        atoms.pop()


def _without_echo(text: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms without a dynamic port that only describes numbers given beside it: `dynamic (49152-65535)`."""
    ranges = [atom for atom in atoms if atom.ports and atom.ports.start != atom.ports.end]
    numbers = [atom for atom in atoms if atom.ports]
    kept: list[Atom] = []
    for index, atom in enumerate(atoms):
        if atom.dynamic is None:
            kept.append(atom)
            continue
        near = [other for other in (*atoms[max(index - 1, 0) : index], *atoms[index + 1 : index + 2]) if other.ports]
        beside = any(gap(text, min(atom.end, other.end), max(atom.start, other.start)) < 3 for other in near)  # noqa: PLR2004
        repeated = any(other.dynamic is not None for other in kept)
        if not repeated and not ranges and not (numbers and beside):
            kept.append(atom)
    return kept


_APART = {"newline": 2, "word": 1, "arrow": 1, "unit": 1, "label": 1}


def gap(text: str, start: int, end: int) -> int:
    """Return how far apart two atoms stand: 0 side by side, 1 words between, 2 a line end, 3 a comma or "and"."""
    worst = 0
    for token in tokens(text[start:end]):
        if token.kind in ("comma", "and"):
            return 3
        worst = max(worst, _APART.get(token.kind, 0))
    return worst
