"""Confinement: clauses that let only the host itself connect, by naming it or by keeping all others out."""

import re
from functools import cache, lru_cache

from portspec.extract.language.clauses import hits_in, outside
from portspec.extract.language.keys import UNSPACED
from portspec.extract.language.vocabulary import words

_LOOPBACK = re.compile(r"(?<![\w.])(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?):(\d+)", re.IGNORECASE)
"""A port of an address that only the host itself can reach (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3)."""


_BOUND = re.compile(rf"{_LOOPBACK.pattern}(?:(?::|\s*(?:->|→|=>)\s*)\d+)?(?:/\w+)?", re.IGNORECASE)
"""Such a port and nothing else, but for that of a container."""


@lru_cache(maxsize=1024)  # each part of a text asks
def local_ports(text: str) -> frozenset[int]:
    """Return the ports that a text writes behind an address that only the host itself can reach: `127.0.0.1:8444`."""
    return frozenset(map(int, _LOOPBACK.findall(text)))


def bound_port(text: str) -> int | None:
    """Return the port that a text ties to such an address, and maybe to one of a container: "127.0.0.1:80 → 8080"."""
    found = _BOUND.fullmatch(text.strip())
    return int(found.group(1)) if found else None


def is_confined(clause: str, *, negative: bool) -> bool:
    """Tell whether a clause limits who can connect to the host itself.

    It does so where it says "only" of the host ("reachable from this host only"), ties the listener to it ("bound to
    127.0.0.1"), names nothing else ("loopback"), or denies that others get there ("cannot be reached remotely", "do
    not bind to anything but localhost").
    """
    if negative:
        return bool(hits_in(clause, "remote")) or _excepts_itself(clause)
    more = hits_in(clause, "more")  # "not only on localhost"
    only, ties = outside(hits_in(clause, "only"), more), [] if more else hits_in(clause, "bound")
    itself = itself_in(clause) if only or ties or len(clause.split()) <= _LITTLE else []
    return bool(itself) and (
        bool(only)
        or any(_is_tied(clause[tie.end() : end.start()]) for tie in ties for end in itself)
        or _is_little(clause[: itself[0].start()] + clause[itself[-1].end() :])
    )


def _excepts_itself(clause: str) -> bool:
    """Tell whether words for all but what they stand at do so at the host itself: "on nothing other than 127.0.0.1"."""
    named = hits_in(clause, "loopback")
    pairs = [(each, itself) for itself in named for each in hits_in(clause, "kept", "but")]
    pairs += [(itself, each) for itself in named for each in hits_in(clause, "but_behind", "but_outside")]
    return any(one.end() <= other.start() and _is_tied(clause[one.end() : other.start()]) for one, other in pairs)


def itself_in(text: str) -> list[re.Match[str]]:
    """Return where a text names the host itself: by an address, "the same machine", "the server itself"."""
    named = hits_in(text, "loopback")
    owned = words("need.own").may_stand_in(text) and words("need.machine").may_stand_in(text)
    if not (owned or words("need.self", "need.process").may_stand_in(text)):
        return named
    same = [
        hit for hit in _same().finditer(text) if not any(each.start() <= hit.start() < each.end() for each in named)
    ]
    return sorted((*named, *same), key=lambda hit: hit.start())


@cache
def _same() -> re.Pattern[str]:
    """Return the pattern of a word such as "same" beside one for a host, a word between them at most.

    What has processes is a host, whatever it is called: "between processes of the same kiosk".
    """
    own, machine = f"(?:{words('need.own').pattern})", f"(?:{words('need.machine').pattern})"
    port, itself = f"(?:{words('port.word').pattern})", f"(?:{words('need.self').pattern})"
    first = rf"(?<!\w){own}"
    spaced = rf"{first}\s+(?:[^\W\d_]+\s+)?{machine}|{machine}\s+{own}|(?<!\w)(?!{port})[^\W\d_]{{1,40}}\s+{itself}"
    process, wide = f"(?:{words('need.process').pattern})", f"(?:{words('party.network').pattern})"
    runs = rf"{process}\s+(?:[^\W\d_]+\s+){{0,2}}{own}(?!\s+{wide})|{own}\s*[^\W\d_]{{0,12}}\s*{process}"
    of, article = f"(?:{words('text.of').pattern})", f"(?:{words('peer.article').pattern})"
    one = f"(?!(?:{words('role.plural').pattern}))(?:{words('text.host').pattern})"
    runs = rf"{runs}|{process}\s+{of}\s+(?:{article}\s+)?{one}"
    letters = f"(?-i:[{UNSPACED}])"
    return re.compile(rf"{spaced}|{runs}|(?={letters})(?:{own}{machine}|{machine}{own})", re.IGNORECASE)


_LITTLE = 8
"""A longer clause says more than which host it is about."""
_FEW = 3
"""Words that may stand between what ties a listener and the host: "to the IPv4 loopback"."""


def _is_tied(between: str) -> bool:
    return len(between.split()) <= _FEW and not re.search(r"[,;]", between)


def _is_little(rest: str) -> bool:
    """Tell whether words say nothing by themselves: "on the … address"."""
    return all(_little().fullmatch(word) for word in re.findall(r"\w+", rest))


@cache
def _little() -> re.Pattern[str]:
    paths = ("role.around", "peer.article", "text.generic", "text.on", "need.only", "need.follows", "need.bound")
    return re.compile("|".join(words(path).pattern for path in paths), re.IGNORECASE)
