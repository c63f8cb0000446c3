"""The state of one extraction: the document, the place in it, and what was found so far."""

from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

import msgspec

from portspec.claims import Claim, CommandClaim, NoteClaim, RoleClaim
from portspec.document import Block, Document, Table, Text
from portspec.extract.context.chosen import Choice, unchosen
from portspec.extract.context.evidence import Conflict, Said
from portspec.extract.context.footnotes import Note, noted
from portspec.extract.context.inherited import Context, Section, new_section
from portspec.extract.ends.hosts import HOST_WORDS, is_generic
from portspec.extract.grammar.port_expression import Part
from portspec.extract.ledger import Written
from portspec.findings import Report, finding
from portspec.spec import Provenance


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that states ports, with what holds where it stands."""

    text: Text
    """The title, paragraph or item that it stands in."""
    said: str
    """The sentence itself."""
    quote: str = ""
    """The page's own words, where it says in other ones which ports it means; empty where they are the same."""
    parts: tuple[Part, ...]
    """The ports that it names."""
    context: Context
    """What the places around say of them."""
    before: str = ""
    """The sentences of its paragraph before it."""
    rest: str = ""
    """The other sentences of its paragraph, where those state no ports."""
    required: bool = False
    """True where it needs no word that says so."""
    doubted: bool = False
    """True for a question that nothing answers with a yes."""
    of_rows: bool = False
    """True where only rows tell which ports it speaks of, by the numbers in it or by what they are for."""
    below: bool = False
    """True where it says not to open some ports, below rows of its section."""


class Commanded(msgspec.Struct, frozen=True, kw_only=True):
    """What a command opens, with what holds where it stands."""

    claim: CommandClaim
    """What it opens."""
    text: Text
    """The command, where it stands."""
    context: Context
    """What the headings above it say."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a page's claims, roles, rows and unread rows was found at one time."""

    claims: int
    """How many claims."""
    roles: int
    """How many roles."""
    rows: int
    """How many rows."""
    unread: int
    """How many rows that were not understood."""


class Page(msgspec.Struct, kw_only=True):
    """What the extractor knows while it walks through a document."""

    document: Document
    """The page that is walked through."""
    report: Report
    """Takes findings."""
    section: Section = msgspec.field(default_factory=new_section)
    """The place it has come to."""
    claims: list[Claim] = msgspec.field(default_factory=list)
    """What was read so far, in the page's order."""
    roles: dict[str, RoleClaim] = msgspec.field(default_factory=dict)
    """The roles that were named so far, by the page's words, folded."""
    notes: list[NoteClaim] = msgspec.field(default_factory=list)
    """The paragraphs about ports so far."""
    rows: int = 0
    """How many rows, items and sentences about ports were counted so far."""
    unread: int = 0
    """How many of these were not understood."""
    tables: int = 0
    """How many tables were read as port tables so far."""
    footnotes: tuple[Note, ...] = ()
    """What the page says at marks, found before the walk."""
    choices: tuple[Choice, ...] = ()
    """The sentences that tell by marks which rows are to be opened, found before it as well."""
    astray: set[str] = msgspec.field(default_factory=set)
    """The marks at ports to which the page has no note, as far as they were met."""
    shown: tuple[tuple[int, tuple[Text, ...]], ...] = ()
    """The offsets from which the page shows text under other conditions, with these."""
    sentences: list[Sentence] = msgspec.field(default_factory=list)
    """Sentences that name ports, to be read once all tables and lists are."""
    coded: list[Sentence] = msgspec.field(default_factory=list)
    """Sentences in blocks of code that name ports: they state none, and are told where nothing else does."""
    commanded: list[Commanded] = msgspec.field(default_factory=list)
    """What the page's commands open, to be held against the rest once all is read."""
    uncommanded: list[tuple[Text, str]] = msgspec.field(default_factory=list)
    """The commands that open something in a form that is not read, with what stands in the way."""
    written: list[Written] = msgspec.field(default_factory=list)
    """What the claims claim, in their order."""
    spoken: list[tuple[Block, bool]] = msgspec.field(default_factory=list)
    """The blocks so far, and whether each speaks of ports."""
    told_lines: set[int] = msgspec.field(default_factory=set)
    """The lines that findings point at."""
    restating: set[int] = msgspec.field(default_factory=set)
    """Where items of lists of ports begin that only tell of ports which others state."""
    tables_met: list[tuple[Table, tuple[Any, ...]]] = msgspec.field(default_factory=list)
    """The tables so far, and the ways in which each can be read (`candidate.Candidate`), the best first."""
    titled: range = range(0)
    """The places in `sentences` of what the heading of the section states, if it states ports."""
    about: tuple[Part, ...] = ()
    """The ports of the last sentence with some, the rows or the items of the block right above."""
    several: bool = False
    """True where these are of several rows or items."""
    known_hosts: frozenset[str] = frozenset()
    """Names of hosts that stand alone somewhere on the page, in lower case."""
    holders: tuple[str, ...] = ()
    """Those that its sentences say listen, whatever they are called, where these are several."""
    told: set[tuple[int, int]] = msgspec.field(default_factory=set)
    """The places of the disagreements that were reported."""

    def provenance(self, start: int, end: int, quote: str) -> Provenance:
        """Return the provenance of what stands between two offsets."""
        source = self.document.source
        (file, at), (last, to) = source.origin(start), source.origin(max(start, end - 1))
        line, column = file.position(at)
        end_line = last.position(to)[0] if last is file else line
        spot = source.spot(start)
        return Provenance(source=file.id, line=line, end_line=end_line, column=column, quote=quote, at=spot)

    def conditions(self, offset: int) -> tuple[Text, ...]:
        """Return when the page shows what stands at an offset, by its markup; nothing where it always does."""
        at = bisect_right(self.shown, offset, key=itemgetter(0)) - 1
        return self.shown[at][1] if at >= 0 else ()

    def say(self, code: str, message: str, help: str, text: Text, through: Text | None = None) -> None:
        """Report a finding about a text of the document, and about all that follows it up to another one."""
        place, last = self.document.place(text), self.document.place(through or text)
        self.told_lines.update(range(place.line, (last.end_line or last.line) + 1))
        self.report(finding(code, message, help, place))

    def disagree(self, conflict: Conflict) -> None:
        """Report two places that disagree, once, however many rows they are about."""
        one, other = conflict.one.text, conflict.other.text
        if one is None or other is None or (one.start, other.start) in self.told:
            return
        self.told.add((one.start, other.start))
        words = self.provenance(other.start, other.end, "").words
        message = (
            f"This says {conflict.one.field} {_said(conflict.one)}, and {words} says {_said(conflict.other)} "
            f"(“{other.folded}”); it is left unstated"
        )
        self.say("PS207", message, "Make the two say the same, or state it in each row.", one)

    def leave_unread(self, message: str, text: Text) -> None:
        """Count a row as unread, with its one finding."""
        self.unread += 1
        self.say("PS201", message, "Correct the row on the page, or read it by hand: it is not in the spec.", text)

    def counted(self) -> Found:
        """Return how much was found so far."""
        return Found(claims=len(self.claims), roles=len(self.roles), rows=self.rows, unread=self.unread)

    def forget(self, since: Found) -> None:
        """Go back to what was found before a block was read; a row of it that was reported unread stays unread."""
        del self.claims[since.claims :]
        del self.written[since.claims :]
        for name in list(self.roles)[since.roles :]:
            del self.roles[name]
        self.rows = since.rows + self.unread - since.unread

    def noted(self, texts: Iterable[Text]) -> tuple[Said, ...]:
        """Return what notes, and marks or the lack of one, say of a row or an item with these texts."""
        texts = tuple(texts)
        return (*noted(texts, self.footnotes), *unchosen(texts, self.choices))

    def spelled(self, name: str) -> str:
        """Return the host that a letter stands for by a legend of the page, "I = indexer"; any other name as it is."""
        if not self.footnotes:
            return name
        said = (note.text.folded for note in self.footnotes if note.alone and note.mark == name)
        hosts = (each.rstrip(" .;,") for each in said if len(each.split()) <= HOST_WORDS)
        return next((host for host in hosts if not is_generic(host)), name)

    def name_role(self, text: Text) -> str:
        """Return a role's words, and remember where the page names it first."""
        name = text.folded
        if name not in self.roles:
            self.roles[name] = RoleClaim(text=name, provenance=self.provenance(text.start, text.end, name))
        return name


def _said(said: Said) -> str:
    """Return a value as a message shows it."""
    return ", ".join(said.value) if isinstance(said.value, tuple) else f"“{said.value}”"
