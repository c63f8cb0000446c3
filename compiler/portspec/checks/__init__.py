"""Checks look at a compiled release as a whole: `check` is the one verb, each module of this folder one rule."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

import msgspec

from portspec.claims import Reading
from portspec.document import Document
from portspec.findings import Finding, finding
from portspec.plugins import attempt, plugins
from portspec.resources import CHECKS
from portspec.source import Place, Source
from portspec.spec import Provenance, Requirement, Spec


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a check looks at."""

    documents: tuple[Document, ...]
    """The primary pages of the release."""
    readings: tuple[Reading, ...]
    """What each of them says."""
    spec: Spec
    """What was compiled from them."""
    comparisons: tuple[Spec, ...] = ()
    """What each comparison document of the release gives by itself, without errata about rows."""
    findings: tuple[Finding, ...] = ()
    """What the stages before have found."""

    def place(self, row: Requirement) -> Place:
        """Return the place of a requirement's port text, with the whole row as its quote."""
        return self.at(row.provenance)

    def at(self, provenance: Provenance) -> Place:
        """Return the place of what a spec says stands somewhere."""
        file = self.file(provenance)
        start = file.starts[provenance.line - 1] + provenance.column - 1
        return file.place(start, start + 1, provenance.quote)

    def rows(self, document: Document) -> list[Requirement]:
        """Return the requirements that stand in a document, or in a file that it includes."""
        files = {each.id for each in document.source.files}
        return [each for each in self.spec.requirements if each.provenance.source in files]

    def file(self, provenance: Provenance) -> Source:
        """Return the file in which something stands: a page, or what one includes."""
        files = (file for each in self.documents for file in each.source.files)
        return next(each for each in files if each.id == provenance.source)


class Rule(Protocol):
    """A check: a module whose docstring begins with the rule."""

    def check(self, review: Review, /) -> Iterator[Finding]:
        """Yield the findings of the rule."""
        ...


@cache
def rules() -> tuple[str, ...]:
    """Return the names of the checks, found by listing the folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def check(review: Review) -> Iterator[Finding]:
    """Yield the findings of every rule, and then those of plug-ins, as PS552."""
    for name in rules():
        rule: Rule = import_module(f"{__name__}.{name}")
        yield from rule.check(review)
    for name, rule in plugins(CHECKS).items():
        yield from _foreign(name, rule, review)


def _foreign(name: str, rule: Rule, review: Review) -> Iterator[Finding]:
    """Yield what the check of a plug-in says; its code is not its own to choose, since each code has a page."""
    failed: list[Finding] = []
    nothing: tuple[Finding, ...] = ()
    yield from attempt(name, lambda: tuple(_said(name, each) for each in rule.check(review)), nothing, failed.append)
    yield from failed


def _said(name: str, each: Finding) -> Finding:
    return finding("PS552", f"{name}: {each.message}", each.help, each.place)
