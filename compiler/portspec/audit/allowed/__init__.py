"""Allowed: what a host's firewall lets pass, from what its programs save, read into one rule model.

A format is one module here that offers `ORDER` and `read`; it is found by its file's name.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from portspec.audit.rules import Ruleset
from portspec.findings import Report, finding


class Format(Protocol):
    """What a module of this folder offers, so that it is a format."""

    ORDER: int
    """Those that begin with an unmistakable mark are asked first."""

    def read(self, text: str) -> Ruleset | None:
        """Return the rules of a text; None where it is in another format."""


def allowed(text: str, shown: str, report: Report) -> Ruleset | None:
    """Return the rules that a text holds; None where it is in no known format (PS538)."""
    found = next((rules for each in formats() if (rules := _read(each, text)) is not None), None)
    if found is None:
        help = "Give what `nft -j list ruleset`, iptables-save, ip6tables-save or the export of a cloud prints."
        report(finding("PS538", f"{shown} holds no firewall rules in a form that is known here", help))
    return found


def _read(form: Format, text: str) -> Ruleset | None:
    """Return the rules of a text; None also where it begins like the format, and then is of another shape."""
    try:
        return form.read(text)
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, StopIteration, RecursionError):
        return None


def formats() -> list[Format]:
    """Return all formats, in the order in which they are asked."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    found = (cast("Format", each) for each in modules if hasattr(each, "ORDER"))
    return sorted(found, key=lambda each: each.ORDER)
