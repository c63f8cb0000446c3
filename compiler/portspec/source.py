"""A source is the text of one documentation page and knows where each of its characters stands."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from typing import Annotated

import msgspec

Ordinal = Annotated[int, msgspec.Meta(ge=1)]
"""A line or a column, counted from 1."""


Beside = Callable[[str], bytes | None]
"""Return the bytes of a file by its path from the page's folder, or None where there is none inside that folder."""

Listing = Callable[[str], Iterable[str]]
"""Return the paths, from the page's folder, of the files in it and below whose names end in some way, in order."""


class AtCell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="cell"):
    """A cell of a spreadsheet."""

    sheet: str
    """The sheet's name."""
    cell: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$(?!\n)")]
    """Its column and row, as `C5`."""

    def __str__(self) -> str:
        plain = re.fullmatch(r"[^\W\d]\w*", self.sheet)
        return f"{self.sheet if plain else _quoted(self.sheet)}!{self.cell}"


class AtTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="table"):
    """A cell of a table in a text document."""

    table: Ordinal
    """The number of the table in the document."""
    row: Ordinal
    """From 1 on, header rows included."""
    column: Ordinal
    """From 1 on."""

    def __str__(self) -> str:
        return f"table {self.table}, row {self.row}, column {self.column}"


class AtParagraph(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="paragraph"
):
    """A paragraph of a text document."""

    paragraph: Ordinal
    """Its number in the document, tables left out."""

    def __str__(self) -> str:
        return f"paragraph {self.paragraph}"


Spot = AtCell | AtTable | AtParagraph
"""Where something stands in a file that has no lines."""


def _quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write one that is no plain word (ECMA-376, 18.17.2)."""
    return "'" + sheet.replace("'", "''") + "'"


def shortened(text: str) -> str:
    """Return a text on one line, as a quote shows it: of a long one the beginning."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTE else line[: QUOTE - 1] + "…"


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of a source; lines and columns count from 1, columns in characters, the end is exclusive."""

    source: str
    """The source's path as the user knows it."""
    line: Ordinal
    """Of the first character."""
    column: Ordinal
    """Of the first character."""
    end_line: Ordinal
    """Of the last character."""
    end_column: Ordinal
    """After the last character."""
    quote: str
    """What stands there, on one line, shortened if long."""
    at: Spot | None = None
    """Where it begins in a file without lines; line and column are then those of the text that stands for the file."""

    @property
    def words(self) -> str:
        """The place in words, without the file: `line 5`, `Ports!C5`, `table 2, row 5, column 3`."""
        return str(self.at or f"line {self.line}")

    @property
    def address(self) -> str:
        """The place as people name it: the file, then line and column or what the file has in place of them."""
        return f"{self.source}:{self.at or f'{self.line}:{self.column}'}"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a source's text that stands in a file, the page's own or one that it includes."""

    start: int
    """Offset in the source's text where it begins; it ends where the next part begins."""
    origin: "Source"
    """The file."""
    at: int
    """Offset in the file's text where it begins."""


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    """The text that stands for a file without lines, and where in the file its parts stand."""

    text: str
    """What a reader gets."""
    spots: tuple[tuple[int, Spot], ...]
    """The offset in `text` where each part begins, sorted, with its place in the file."""


class Source(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One page: where it comes from, what kind of text it is, and the text."""

    id: str
    """Short name, unique in a release."""
    path: str
    """The path shown to people, relative to the workspace where there is one."""
    media_type: str
    """The media type of its format."""
    text: str
    """The page with line ends as `\\n`; offsets count its characters."""
    sha256: str
    """Hex digest of the bytes on disk."""
    title: str | None = None
    """The catalog's title of the page; without one the page's first heading counts."""
    restated: bool = False
    """True where the page is our restatement of an original."""
    beside: Beside | None = None
    """Reads what the page includes; None where it may include nothing."""
    listing: Listing | None = None
    """Lists files that a page may be taken from without naming them; None where there are none to see."""
    attributes: dict[str, str | None] = {}
    """What the formats that have conditions are told: the values of names, None for one that is not to be set."""
    parts: tuple[Part, ...] = ()
    """Where the text stands, in order, if the page includes other files; places are then places in those files."""
    spots: tuple[tuple[int, Spot], ...] = ()
    """Where the text stands in a file without lines: by the offset where each stretch of it begins, in order."""

    @cached_property
    def starts(self) -> list[int]:
        """Offset of the first character of each line."""
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self.starts) - (1 if self.text.endswith("\n") else 0)

    @property
    def files(self) -> tuple["Source", ...]:
        """The files that the text stands in, the page's own first."""
        return tuple({each.origin.id: each.origin for each in self.parts}.values()) or (self,)

    def origin(self, offset: int) -> tuple["Source", int]:
        """Return the file in which the character at `offset` stands, and its offset there."""
        if not self.parts:
            return self, offset
        part = self.parts[max(bisect_right(self.parts, offset, key=_start) - 1, 0)]
        return part.origin, part.at + offset - part.start

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of the character at `offset`, in the file where it stands."""
        if self.parts:
            file, at = self.origin(offset)
            return file.position(at)
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def spot(self, offset: int) -> Spot | None:
        """Return where a character stands in a file without lines; None for a file of text."""
        at = bisect_right(self.spots, offset, key=_offset) - 1
        return self.spots[at][1] if at >= 0 else None

    def place(self, start: int, end: int, quote: str | None = None) -> Place:
        """Return the place of `text[start:end]`; `quote` replaces the raw text where it holds markup."""
        if self.parts:
            return self._elsewhere(start, end, self.text[start:end] if quote is None else quote)
        line, column = self.position(start)
        end_line, end_column = self.position(max(start, end))
        return Place(
            source=self.path,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            quote=shortened(self.text[start:end] if quote is None else quote),
            at=self.spot(start),
        )

    def _elsewhere(self, start: int, end: int, quote: str) -> Place:
        """Return the place of a stretch in the file where it begins; what it goes on with in another is left out."""
        file, at = self.origin(start)
        last, to = self.origin(max(start, end - 1))
        return file.place(at, to + min(end - start, 1) if last is file else at + 1, quote)

    def line_from(self, start: int) -> Place:
        """Return the place from an offset to the end of its line, which may be that of a whole page."""
        line = bisect_right(self.starts, start)
        end = self.starts[line] - 1 if line < len(self.starts) else len(self.text)
        return self.place(start, min(end, start + QUOTE))


def _start(part: Part) -> int:
    return part.start


def _offset(spot: tuple[int, Spot]) -> int:
    return spot[0]


QUOTE = 160
"""A quote in a finding is no longer than this many characters."""


def source_of(
    data: bytes,
    *,
    id: str,
    path: str,
    media_type: str,
    title: str | None = None,
    restated: bool = False,
    digest_of: bytes | None = None,
) -> Source:
    """Return the source made of a page's bytes (UTF-8, a byte order mark is dropped).

    `digest_of` are the bytes on disk where `data` is made of them.
    Raises UnicodeDecodeError where the bytes are not UTF-8.
    """
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    digest = sha256(data if digest_of is None else digest_of).hexdigest()
    return Source(id=id, path=path, media_type=media_type, text=text, sha256=digest, title=title, restated=restated)
