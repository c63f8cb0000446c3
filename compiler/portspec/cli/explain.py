"""`portspec explain`: what a finding's code means, or why a requirement, role or erratum says what it says."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from portspec.analysis.explained import Explanation, explained, names
from portspec.cli._choose import release_options, several
from portspec.cli._complete import explained as completed
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say, say_value
from portspec.findings import SEVERITIES, finding, meant
from portspec.resources import finding_page
from portspec.source import Place
from portspec.spec import Provenance

_CODE = re.compile("PS[0-9]*")
"""What no id can be: ids have no capitals."""


@click.command("explain", short_help="Explain a finding's code, a requirement, a role or an erratum.")
@click.argument("what", metavar="CODE|ID|PAGE:LINE", shell_complete=completed)
@release_options
@format_option
def command(what: str, product: str | None, release: str | None, shown: str) -> None:
    """Explain a finding's CODE (PS202), a requirement, a role or an erratum by its ID, or what stands at a place.

    For a requirement: the quote and its place, and for each value the rule that gave it, the place and the words that
    it was taken from, what lost against it, the erratum that set it, or that it is unstated. For a role its
    requirements, for an erratum its reason and what it has set. An ID is looked for in the newest release of each
    product that has it. At PAGE:LINE stand requirements of any page, without a catalog and errata.
    """
    session = Session(shown)
    if (code := what.upper()) in SEVERITIES:
        text = tuple(finding_page(code).rstrip().splitlines())
        _end_with([Explanation(kind="finding", id=code, text=text)], session)
    if _CODE.fullmatch(what):
        help = f"{meant(what, SEVERITIES)}A code is PS and three digits, as a finding shows it."
        session.report(finding("PS902", f"There is no finding code {what}", help))
        session.end(usable=False)
    page, _, place = what.rpartition(":")
    if page:  # no id holds a colon
        _at(Path(page), place, session)
    specs = several(session, product, release)
    found = [list(explained(what, spec)) for spec in specs]
    if any(found):
        newest = {each[0].product: each for each in reversed(found) if each}
        _end_with([one for each in found if each and each is newest[each[0].product] for one in each], session)
    if session.errors:
        session.end(usable=False)
    near = meant(what, dict.fromkeys((*(each for spec in specs for each in names(spec)), *SEVERITIES)))
    help = f"{near}`portspec show` lists the ids of a release; the codes are PS and three digits."
    session.report(finding("PS902", f"There is no finding code, requirement, role or erratum {what}", help))
    session.end(usable=False)


def _end_with(found: Sequence[Explanation], session: Session) -> NoReturn:
    """Print explanations, each of several releases with its own, and leave."""
    if session.shown == "json":
        say_value(found)
    else:
        about = len({(each.product, each.release) for each in found}) > 1
        for each in found:
            say("\n".join((*([f"{each.product} {each.release}:"] if about else []), *each.text)))
    session.end()


def _at(page: Path, place: str, session: Session) -> NoReturn:
    """Explain the requirements of a page whose rows stand at a line, or at a cell or paragraph of it, and leave."""
    from portspec.build import compile_page

    spec = compile_page(page, session.report_error)
    rows = spec.requirements if spec else ()
    found = dict.fromkeys(each.id for each in rows if _stands(each.provenance, place))
    if spec is None:
        session.end(usable=False)
    if found:
        _end_with([one for id in found for one in explained(id, spec) if one.kind == "requirement"], session)
    for each in spec.findings:
        if each.place and _stands(each.place, place):
            session.report(each)
    places = ", ".join(dict.fromkeys(str(each.provenance.at or each.provenance.line) for each in rows)) or "none"
    what, all = ("line ", "lines") if place.isdecimal() else ("", "places")
    session.report(finding("PS902", f"No requirement stands at {what}{place} of {page}", f"The {all} are {places}."))
    session.end(usable=False)


def _stands(at: Provenance | Place, place: str) -> bool:
    """Tell whether a row stands at a line, or else at a cell, a row of a table or a paragraph."""
    if at.at:
        return str(at.at).casefold() == place.casefold() or str(at.at).startswith(f"{place},")
    return place.isdecimal() and at.line <= int(place) <= at.end_line
