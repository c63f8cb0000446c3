"""`portspec explain`: what a finding's code means, or why a requirement says what it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from portspec.analysis.derivation import derivation
from portspec.cli._choose import chosen, release_options
from portspec.cli._complete import explained
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say
from portspec.findings import SEVERITIES, finding, meant
from portspec.resources import finding_page
from portspec.spec import Provenance, Spec


@click.command("explain", short_help="Explain a finding's code, or a requirement.")
@click.argument("what", metavar="CODE|ID|PAGE:LINE", shell_complete=explained)
@release_options
@format_option
def command(what: str, product: str | None, release: str | None, shown: str) -> None:
    """Explain a finding's CODE (PS202), or a requirement by its ID (standalone-server.67) or its place (PAGE:LINE).

    For a requirement: the quote and its place, and for each value the rule that gave it, the place and the words that
    it was taken from, what lost against it, the erratum that set it, or that it is unstated. PAGE is any page, without
    a catalog and errata.
    """
    session = Session(shown)
    if what.upper() in SEVERITIES:
        say(finding_page(what.upper()).rstrip())
        session.end()
    page, _, place = what.rpartition(":")
    if page:  # no id holds a colon
        _at(Path(page), place, session)
    spec = chosen(session, product, release, [what], _names)
    _show(spec, [each.id for each in spec.requirements if each.id == what], session)
    near = meant(what, _names(spec))
    help = f"{near}`portspec show` lists the ids of a release; the codes are PS and three digits."
    session.report(finding("PS902", f"There is no finding code and no requirement {what}", help))
    session.end(usable=False)


def _names(spec: Spec) -> Iterator[str]:
    """Yield all that can be explained: the ids of requirements, and the codes."""
    yield from (each.id for each in spec.requirements)
    yield from SEVERITIES


def _at(page: Path, place: str, session: Session) -> NoReturn:
    """Explain the requirements of a page whose rows stand at a line, or at a cell or paragraph of it, and leave."""
    from portspec.build import compile_page

    spec = compile_page(page, session.report_error)
    rows = spec.requirements if spec else ()
    found = [each.id for each in rows if _stands(each.provenance, place)]
    if spec is None:
        session.end(usable=False)
    _show(spec, found, session)
    places = ", ".join(dict.fromkeys(str(each.provenance.at or each.provenance.line) for each in rows)) or "none"
    what, all = ("line ", "lines") if place.isdecimal() else ("", "places")
    session.report(finding("PS902", f"No requirement stands at {what}{place} of {page}", f"The {all} are {places}."))
    session.end(usable=False)


def _stands(at: Provenance, place: str) -> bool:
    """Tell whether a row stands at a line, or else at a cell, a row of a table or a paragraph."""
    if at.at:
        return str(at.at).casefold() == place.casefold() or str(at.at).startswith(f"{place},")
    return place.isdecimal() and at.line <= int(place) <= at.end_line


def _show(spec: Spec, ids: list[str], session: Session) -> None:
    """Print the derivations of some requirements and leave, unless there are none."""
    for each in spec.requirements:
        if each.id in ids:
            say("\n".join(derivation(each, spec)))
    if ids:
        session.end()
