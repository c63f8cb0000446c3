"""Formats: each folder here is one, with one registration; which of them a file is in, its name and its begin tell."""

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules

import msgspec

from portspec.document import Document
from portspec.findings import Finding, Report
from portspec.plugins import attempt, plugins
from portspec.resources import READERS
from portspec.source import Rendition, Source


class Likeness(IntEnum):
    """How surely a file is in a format, by how it begins."""

    NONE = 0
    POSSIBLE = 1
    """It may be, as any text may be Markdown."""
    LIKELY = 2
    """It looks so, but pages in other formats may begin in the same way."""
    CERTAIN = 3
    """No page in another format looks so: this counts more than the file's name."""


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """How a file begins."""

    data: bytes
    """The first bytes, all of a short file."""
    text: str
    """The same as text, without a byte order mark, with line ends as `\\n`; characters outside ASCII may be wrong."""


_FENCED = re.compile(r"^(`{3,}+|~{3,}+).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)


def unfenced(text: str) -> str:
    """Return a text without the code in it that Markdown fences: it may be in any format."""
    return _FENCED.sub("", text)


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """The registration of a format: what a folder of `readers` offers as `FORMAT`."""

    name: str
    """The format's own name, for messages."""
    media_type: str
    """Its registered media type (RFC 6838), or else the one in use."""
    suffixes: tuple[str, ...]
    """The ends of its files' names, in small letters with the dot; a copy without one of them gets the first."""
    looks: Callable[[Begin], Likeness]
    """Tell how surely a file that begins so is in this format."""
    read: Callable[[Source, Report], Document]
    """Return the document of a source; what cannot be read is reported. The reader is imported when it is called."""
    declared: Callable[[bytes], str | None] | None = None
    """Return the label of the encoding that a page declares; None for a format without such a declaration."""
    rendered: Callable[[bytes, str, Report], Rendition | None] | None = None
    """For files that are no text: return the text that stands for one, or None after reporting that there is none.

    It is given the bytes and the path for findings. Offsets are those of that text, which knows where its parts stand.
    """


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, in the order of the folders' names; those of plug-ins come last."""
    package = import_module("portspec.readers")
    folders = sorted(each.name for each in iter_modules(package.__path__) if each.ispkg)
    own = (import_module(f"{package.__name__}.{name}").FORMAT for name in folders)
    return (*own, *(_foreign(name, each.FORMAT) for name, each in plugins(READERS).items()))


def _foreign(name: str, format: Format) -> Format:
    """Return the format of a plug-in, whose parts may fail: then the page is read as far as that is possible."""
    failed: list[Finding] = []  # what looking at a file has raised, until it is known that the file is in this format

    def looks(begin: Begin) -> Likeness:
        failed.clear()
        return attempt(name, lambda: Likeness(format.looks(begin)), Likeness.NONE, failed.append)

    def declared(data: bytes) -> str | None:
        return attempt(name, lambda: _label(format.declared and format.declared(data)), None, failed.append)

    def read(source: Source, report: Report) -> Document:
        while failed:
            report(failed.pop())
        return attempt(name, lambda: _document(format.read(source, report)), Document(source=source, blocks=()), report)

    def rendered(data: bytes, path: str, report: Report) -> Rendition | None:
        return attempt(name, lambda: format.rendered and format.rendered(data, path, report), None, report)

    return Format(
        name=format.name,
        media_type=format.media_type,
        suffixes=tuple(format.suffixes),
        looks=looks,
        read=read,
        declared=declared if format.declared else None,
        rendered=rendered if format.rendered else None,
    )


def _document(made: object) -> Document:
    if not isinstance(made, Document):
        raise TypeError(f"{type(made).__name__} is no document")
    return made


def _label(made: object) -> str | None:
    if not (made is None or isinstance(made, str)):
        raise TypeError(f"{type(made).__name__} is no label of an encoding")
    return made


def format_of(media_type: str) -> Format | None:
    """Return the format with a media type, or None where there is none."""
    return next((each for each in formats() if each.media_type == media_type), None)


def named_as(path: str) -> tuple[Format, ...]:
    """Return the formats in which a file may be by the end of its name."""
    suffix = PurePath(path).suffix.lower()
    return tuple(each for each in formats() if suffix in each.suffixes)


def copy_suffix(path: str, media_type: str) -> str:
    """Return how the name of a copy of a page ends: as its own, where its format knows that end, or else the first."""
    known = next(each for each in formats() if each.media_type == media_type)
    return PurePath(path).suffix.lower() if known in named_as(path) else known.suffixes[0]


def recognise(begin: Begin, path: str) -> tuple[Format, bool]:
    """Return the format of a file, and whether it certainly is in it, whatever its name says."""
    named = named_as(path)

    def rank(each: tuple[Format, Likeness]) -> tuple[bool, bool, int]:
        return each[1] is Likeness.CERTAIN, each[0] in named, each[1]

    best, likeness = max(((each, each.looks(begin)) for each in formats()), key=rank)
    return best, likeness is Likeness.CERTAIN
