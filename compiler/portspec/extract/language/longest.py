"""The longest phrases of a text: which concepts it names, where a phrase may stand inside one of another concept."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from portspec.extract.language.vocabulary import Words

Counts = Callable[[str, int, int, str], bool]
"""Tells whether a phrase of a concept counts where it stands in a text."""


def longest(text: str, concepts: Iterable[tuple[str, Words]], counts: Counts | None = None) -> tuple[str, ...]:
    """Return the concepts that a text names, in its order; a phrase inside a longer one of another concept is none."""
    hits = [
        (match.start(), match.end(), name)
        for name, known in concepts
        for match in known.finditer(text)
        if counts is None or counts(text, match.start(), match.end(), name)
    ]
    hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    taken: list[tuple[int, int, str]] = []  # sorted, so that only the neighbours of a place can overlap
    for start, end, name in hits:
        at = bisect_left(taken, (start, end))
        near = taken[max(at - 1, 0) : at + 1]
        if all(end <= low or start >= high or (start, end) == (low, high) for low, high, _ in near):
            insort(taken, (start, end, name))
    return tuple(dict.fromkeys(name for _, _, name in taken))
