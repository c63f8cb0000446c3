"""Sections: what headings, captions and covering sentences say about the tables and lists below them."""

import re
from functools import cache

import msgspec

from portspec.document import Heading, Paragraph, Text
from portspec.extract.phrases import arrow_ends, denies, direction_of_title, is_legend, legend_of
from portspec.extract.told import Told, is_of_others
from portspec.extract.vocabulary import UNSPACED, routes, transports_in, words
from portspec.spec import Direction


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a table or list before its rows are read."""

    role: Text | None = None
    transports: tuple[str, ...] = ()
    direction: Direction = "unstated"
    source: str | None = None
    destination: str | None = None
    denied: bool = False
    """True where the title or the sentence right above says that these ports are blocked."""


class Section(msgspec.Struct):
    """The place in the page that the extractor has come to."""

    headings: list[Heading]
    paragraphs: list[Paragraph]
    """Since the last heading."""
    telling: list[Paragraph]
    """Those of them that may say something of whole roles."""
    preamble: list[Paragraph]
    """The same before the first heading below the title."""
    last: Paragraph | None
    """The one right above, since the last table or list."""
    told: Told
    """What those since the last heading say; `near` since the last table or list."""
    foretold: Told
    """What those before the first heading below the title say."""
    legend: dict[str, Direction]
    """What the page's markers mean."""
    read: bool = False
    """True below a table or list of ports of this section."""
    noted: bool = False
    """True right below a note."""

    def leave(self, level: int) -> None:
        """Come to the end of all sections of a level and below it."""
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        self.paragraphs, self.telling, self.last, self.told = [], [], None, Told()
        self.read = self.noted = False

    def enter(self, heading: Heading) -> None:
        """Come to what stands below a heading, the sections before it left."""
        self.headings.append(heading)

    def add(self, paragraph: Paragraph) -> None:
        """Come to a paragraph."""
        self.paragraphs.append(paragraph)
        self.last = paragraph
        first = len(self.headings) <= 1
        text = whole(paragraph)
        if words("text.inclusion").search(text) or words("text.opened").search(text):
            self.telling.append(paragraph)
            self.preamble.extend([paragraph] if first else [])
        for sentence in sentences(text):
            self.told.add(sentence)
            if first:
                self.foretold.add(sentence)
        if is_legend(text):
            self.legend.update(legend_of(text))

    def passed(self) -> None:
        """Come past a table or list."""
        self.last = None
        self.told.near.clear()
        self.noted = False

    def titles(self, caption: Text | None = None) -> list[Text]:
        """Return the caption and the headings above, the nearest first."""
        return [*([caption] if caption else []), *(heading.text for heading in reversed(self.headings))]

    def caption(self) -> Text | None:
        """Return the bold line right above, or the rest of a line that begins with a bold label such as "Table:"."""
        last = self.last
        if last is None or last.lead is None:
            return None
        if not last.text.value:
            return last.lead if not last.lead.value.endswith(".") else None
        label = last.lead.value.rstrip().endswith((":", "：")) and len(last.text.value) <= CAPTION
        return last.text if label and not last.text.value.rstrip().endswith((".", "。")) else None

    def label(self) -> list[Text]:
        """Return the short line right above that is no sentence, such as "Inbound:" or "Outgoing connections"."""
        last = self.last
        if last is None or last.text.value[-1:] in (".", "。", "!", "?") or len(whole(last).split()) > LABEL:
            return []
        return [Text(whole(last), last.text.start, last.text.end)]

    def ground(self, caption: Text | None = None, *, rows: bool = True) -> Ground:
        """Return what the titles above say and, for rows, the sentences that cover them all."""
        own = stated_by([*self.label(), *self.titles(caption)])
        return msgspec.structs.replace(
            own,
            role=role_in([caption] if caption else [], [each for each in self.headings if each.level > 1]),
            transports=own.transports or (self._transports() if rows else ()),
            direction=own.direction if own.direction != "unstated" or not rows else self._direction(),
            denied=any(map(denies, (*self._introduction(), *(each.folded for each in self.titles(caption)[:1])))),
        )

    def _introduction(self) -> list[str]:
        """Return the sentence right above that ends in a colon: "These ports are blocked:"."""
        above = sentences(whole(self.last)) if self.last else []
        return [each for each in above[-1:] if each.endswith((":", "："))]

    def _transports(self) -> tuple[str, ...]:
        """Return the one transport that the covering sentences name."""
        named = self.told.transports | self.foretold.transports
        only = next(iter(named)) if len(named) == 1 else ()
        return only if len(only) == 1 else ()

    def _direction(self) -> Direction:
        """Return the one direction that the covering sentences and those right above state."""
        said = self.told.directions | self.foretold.directions | self.told.near
        return next(iter(said)) if len(said) == 1 else "unstated"


LABEL = 6
"""A label right above a table or list has at most this many words."""

CAPTION = 120
"""A caption after a bold label is no longer than this."""


def new_section() -> Section:
    """Return the section at the beginning of a page."""
    return Section(
        headings=[], paragraphs=[], telling=[], preamble=[], last=None, told=Told(), foretold=Told(), legend={}
    )


def whole(paragraph: Paragraph) -> str:
    """Return a paragraph's text with the bold text it begins with."""
    lead = paragraph.lead.folded if paragraph.lead else ""
    return f"{lead} {paragraph.text.folded}".strip()


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z\d_])|(?<=[。！？])|\n")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [each.strip() for each in _SENTENCE.split(text) if each.strip()]


def stated_by(titles: list[Text]) -> Ground:
    """Return what titles state, the nearest first: transports, direction, the two ends."""
    source, destination, both = _route(titles)
    said = (direction_of_title(each.folded) for each in titles if not is_of_others(each.folded))
    direction: Direction = next((each for each in said if each != "unstated"), "unstated")
    return Ground(
        transports=next((found for each in titles if (found := _title_transports(each.folded))), ()),
        direction=both if both != "unstated" else direction,
        source=source,
        destination=destination,
    )


def _title_transports(title: str) -> tuple[str, ...]:
    if words("port.word").search(title) or _is_generic(title):
        return transports_in(title)
    return ()


def _route(titles: list[Text]) -> tuple[str | None, str | None, Direction]:
    """Return the ends that a title names, `A --> B` or "from A to B", and the direction that its arrow states."""
    for title in titles:
        text = title.folded
        if ends := arrow_ends(text):
            return ends
        for pattern in _route_patterns():
            if match := pattern.search(text):
                return match.group("source").strip(), match.group("destination").strip(), "unstated"
    return None, None, "unstated"


@cache
def _route_patterns() -> list[re.Pattern[str]]:
    """Return the patterns of "from A to B" and "to B from A"."""
    found = []
    for each in routes():
        gap, edge = ("", "") if _UNSPACED.match(each.start) else (r"\s+", r"(?<!\w)")
        source = rf"{edge}{each.start}:?{gap}(?P<source>.+?)"
        destination = rf"{each.end}:?{gap}(?P<destination>.+?)"
        tail = r"\s*(?:\)|\(.*\))?$" if gap else "(?:的.*)?$"
        found.append(re.compile(rf"{source}{gap}{destination}{tail}", re.IGNORECASE))
        if gap:
            found.append(re.compile(rf"{edge}{destination}\s+{source}{tail}", re.IGNORECASE))
    return found


_UNSPACED = re.compile(f"[{UNSPACED}]")


def role_in(captions: list[Text], headings: list[Heading]) -> Text | None:
    """Return the caption, else the nearest heading, that names a kind of host."""
    titles = [*captions, *(heading.text for heading in reversed(headings))]
    return next((_host(title) for title in titles if not _is_generic(title.folded)), None)


def _is_generic(title: str) -> bool:
    """Tell whether a title's words are all words about ports."""
    rest = words("text.generic")
    if rest.whole(title):
        return True
    return all(rest.whole(word) for word in re.findall(r"[\w'’-]+", title))


def _host(title: Text) -> Text:
    """Return the host in a title such as "Opened Ports on Standalone Servers", else the whole title."""
    for match in words("text.of").finditer(title.value):
        left, right = title.value[: match.start()], title.value[match.end() :].strip()
        if words("port.word").search(left) and words("text.host").search(right) and right.split()[-1:]:
            last = right.split()[-1]
            if words("text.host").whole(last):
                return Text(right, title.end - len(right), title.end)
    return title
