"""Findings: everything that is said to a person, as values; how they are shown is decided elsewhere."""

from collections.abc import Callable, Iterable
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from portspec.source import Place

Said = TypeVar("Said")
Whom = TypeVar("Whom")
Severity = Literal["error", "warning", "note"]
Code = Annotated[str, msgspec.Meta(pattern=r"^PS[1-59][0-9]{2}$(?!\n)")]


class Finding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing noticed: what, where, and what to do about it."""

    code: Code
    """`PS` and three digits; the first digit is the stage. Each code has a page."""
    severity: Severity
    """That of the code, as `SEVERITIES` says."""
    message: str
    """What is wrong, one sentence without a final period."""
    help: str
    """What to do about it, one sentence."""
    place: Place | None = None
    """Where; None for a finding about the whole run."""
    acknowledged: str | UnsetType = UNSET
    """Why it may stay, where an erratum says so."""


Report = Callable[[Finding], None]
"""A stage hands each finding to this as soon as it is known."""

SEVERITIES: dict[str, Severity] = {
    "PS101": "error",  # the page is no text or of no known type
    "PS102": "warning",  # a table was flattened into paragraphs
    "PS103": "warning",  # the parser ended a table early
    "PS104": "error",  # the page is nested too deep
    "PS105": "warning",  # characters of the page are guessed or set aside
    "PS110": "warning",  # a file is in another format than is said
    "PS111": "warning",  # a block that never ends
    "PS120": "warning",  # markup that is broken, and read all the same
    "PS121": "warning",  # a part of the page stands in a file that is not read
    "PS122": "note",  # a part of the page is shown under a condition only
    "PS123": "error",  # the page is no well-formed XML
    "PS124": "warning",  # an entity stands for too much
    "PS125": "error",  # the extra that reads office files is missing
    "PS126": "warning",  # a part of a spreadsheet is hidden
    "PS127": "warning",  # a spreadsheet holds a date where numbers are
    "PS128": "warning",  # a formula without a value
    "PS129": "note",  # a text document has numbers in its header or footer
    "PS130": "error",  # the page is too large
    "PS131": "error",  # the tables of the page have too many fields
    "PS132": "error",  # a text is too long to be read
    "PS133": "error",  # the page has too many tables
    "PS134": "error",  # an element has too many attributes
    "PS201": "warning",  # a row of a port table could not be read
    "PS202": "warning",  # a placeholder is damaged or empty
    "PS203": "warning",  # a number in a port column ended nowhere
    "PS204": "warning",  # a table or list looks like ports but was not read
    "PS205": "error",  # the page states no ports
    "PS206": "note",  # a port stands in prose only
    "PS207": "warning",  # two places of a page disagree
    "PS208": "note",  # a number of a block about ports that nothing explains
    "PS209": "warning",  # nothing says which axis of a matrix opens the connections
    "PS210": "warning",  # two rows state the ends of a range, and no row the ports between
    "PS211": "warning",  # a word about a port's state, or what is done with it, is not understood
    "PS212": "note",  # a mark at a port leads to no note of the page
    "PS220": "warning",  # a table can be read in two ways that are as good
    "PS301": "error",  # a stale erratum
    "PS302": "error",  # an ambiguous erratum
    "PS303": "error",  # an overtaken erratum
    "PS304": "error",  # an erratum expects something else
    "PS305": "error",  # an erratum, catalog or registry file is not valid
    "PS306": "error",  # the compiled spec does not fit its schema
    "PS307": "error",  # a file of errata that nothing reads
    "PS401": "warning",  # damaged text
    "PS402": "warning",  # a link whose anchor does not exist
    "PS403": "warning",  # no transport is stated
    "PS404": "warning",  # no direction is stated
    "PS405": "error",  # a generated file is not what the sources give
    "PS406": "error",  # a source is not the one that was recorded
    "PS407": "warning",  # a role's name is misspelt
    "PS408": "warning",  # a code block is marked as another language
    "PS409": "warning",  # a version in the commands is not the title's
    "PS410": "warning",  # a flow is stated at one end only
    "PS411": "warning",  # two rows contradict each other
    "PS412": "warning",  # a port stands twice in a role
    "PS413": "warning",  # ranges of ports overlap
    "PS414": "warning",  # a dynamic port has no name
    "PS415": "warning",  # a port is registered to something else
    "PS416": "warning",  # a port is reserved or impossible
    "PS417": "warning",  # a role is named but not described
    "PS418": "warning",  # two documents disagree
    "PS419": "error",  # a release has shrunk
    "PS420": "warning",  # a page that the catalog does not name
    "PS421": "warning",  # compiled specs that are used were not built of what is there
    "PS422": "warning",  # a direction contradicts the ends of a row
    "PS430": "warning",  # commands and rows of a page differ
    "PS431": "note",  # a command that is not read
    "PS432": "note",  # only the commands of a page state ports
    "PS433": "warning",  # a protocol goes on at ports that are not stated
    "PS501": "note",  # left out of a firewall snippet
    "PS502": "error",  # options that cannot be met
    "PS503": "note",  # left out of a port list
    "PS504": "error",  # the proof of a firewall text fails or cannot be run
    "PS505": "warning",  # a recorded proof does not hold
    "PS506": "error",  # a file of networks is not valid
    "PS507": "warning",  # what is opened to a party of no network is open to any address
    "PS520": "error",  # a given text is no file of those that are proven
    "PS530": "error",  # the firewall lets through what the page keeps closed
    "PS531": "error",  # the firewall lets through what nothing documents
    "PS532": "warning",  # the firewall lets through more than is documented
    "PS533": "error",  # the firewall keeps back what is documented and listens
    "PS534": "error",  # what others need listens on localhost only
    "PS535": "warning",  # something listens that nothing documents
    "PS536": "warning",  # nothing listens where a documented port is let through
    "PS537": "warning",  # it cannot be said whether a packet passes
    "PS538": "error",  # a file of an audit cannot be read
    "PS539": "error",  # an entry of what is ignored matches nothing
    "PS540": "note",  # no source tells a part of what is compared
    "PS541": "error",  # two roles want the same port of one host
    "PS542": "warning",  # hosts of the same roles differ
    "PS543": "note",  # two roles may want the same port of one host
    "PS544": "error",  # an inventory does not say where a host is
    "PS545": "warning",  # what of firewalld runs is not what is saved
    "PS546": "note",  # it is not known where hosts are whom others let in
    "PS547": "warning",  # a host that has left an inventory keeps its rules
    "PS550": "warning",  # a plug-in cannot be used
    "PS551": "error",  # a plug-in fails
    "PS552": "warning",  # what the check of a plug-in says
    "PS553": "note",  # a site is made by a copy of what the plug-in of MkDocs does
    "PS554": "warning",  # a site lacks what portspec would add
    "PS901": "error",  # a file cannot be read or written
    "PS902": "error",  # no such product, release, role, code or dialect
    "PS910": "error",  # a page cannot be fetched
    "PS911": "error",  # what was fetched is not the page
    "PS912": "warning",  # a page is not the recorded one any more at its origin
}
"""Every code there is, and how grave it is."""


def silent(_: Finding) -> None:
    """Take a finding that somebody else reports, or that nobody asks for."""


def unacknowledged(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no erratum acknowledges, which are those that a person is to look at."""
    return [each for each in findings if each.acknowledged is UNSET]


def meant(word: str, names: Iterable[str]) -> str:
    """Return a question about the names that are much like a word, to begin a finding's help; nothing without one."""
    from difflib import get_close_matches  # noqa: PLC0415 - most commands never ask

    near = get_close_matches(word, list(names))
    return f"Did you mean {' or '.join(near)}? " if near else ""


def named(names: Iterable[str], few: int = 6) -> str:
    """Return some names, or the first of many and how many more there are."""
    every = list(names)
    return ", ".join(every[:few]) + (f" and {len(every) - few} more" if len(every) > few else "")


def together(said: Iterable[tuple[Whom, Said]]) -> dict[Said, list[Whom]]:
    """Return what is said of several, each once and in the order in which it first came, with those it is said of."""
    found: dict[Said, list[Whom]] = {}
    for whom, each in said:
        found.setdefault(each, []).append(whom)
    return found


def of(names: Iterable[str], found: Finding) -> Finding:
    """Return a finding that begins with the names of those it is about."""
    return msgspec.structs.replace(found, message=f"{named(names)}: {found.message}")


def finding(code: str, message: str, help: str, place: Place | None = None) -> Finding:
    """Return a finding of the code's own severity."""
    return Finding(code=code, severity=SEVERITIES[code], message=message, help=help, place=place)
