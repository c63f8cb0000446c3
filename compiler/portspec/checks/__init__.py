"""Checks look at a compiled release as a whole: `check` is the one verb, each module of this folder one rule."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol

import msgspec

from portspec.document import Document
from portspec.findings import Finding
from portspec.spec import Spec


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a check looks at."""

    documents: tuple[Document, ...]
    """The pages of the release."""
    spec: Spec
    """What was compiled from them."""


class Rule(Protocol):
    """A check: a module whose docstring begins with the rule."""

    def check(self, review: Review, /) -> Iterator[Finding]:
        """Yield the findings of the rule."""
        ...


def rules() -> tuple[str, ...]:
    """Return the names of the checks, found by listing the folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def check(review: Review) -> Iterator[Finding]:
    """Yield the findings of every rule."""
    for name in rules():
        rule: Rule = import_module(f"{__name__}.{name}")
        yield from rule.check(review)
