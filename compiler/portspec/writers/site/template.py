"""Templates are Jinja in `site/templates`; what they print is escaped unless it says that it is markup."""

from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portspec.analysis.derivation import because, contexts
from portspec.analysis.releases import latest, latest_first
from portspec.analysis.verdict import condition_of, state_of
from portspec.artifact import Artifact
from portspec.resources import resource
from portspec.spec import Requirement
from portspec.writers.site import labels, text
from portspec.writers.site.downloads import kinds, short
from portspec.writers.site.needs import conditional, met, summary
from portspec.writers.site.release import Release, role_path
from portspec.writers.site.releases import same_page
from portspec.writers.site.sheets import sheet_path


def render(template: str, path: str, **about: Any) -> Artifact:
    """Return the page at `path` made by `site/templates/<template>.md.jinja`; a name it lacks is an error.

    The template gets `root`, the way from the page to the site's root, besides `about`.
    """
    root = Markup("../" * path.count("/"))  # noqa: S704
    page = _environment().get_template(f"{template}.md.jinja").render(about, root=root)
    return Artifact(path=path, data=(page.strip() + "\n").encode())


def keep_compiled(folder: str) -> None:
    """Let compiled templates be kept in a folder, and be taken from there while they are unchanged."""
    _environment().bytecode_cache = FileSystemBytecodeCache(folder)


@cache
def _environment() -> Environment:
    """Every printed expression goes through `text`, as Jinja hands each to `finalize` first."""
    environment = Environment(
        loader=FileSystemLoader(resource("site/templates")),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=text.text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["state"] = state_of
    environment.filters.update(latest=latest, latest_first=latest_first)
    environment.globals.update({name: getattr(labels, name) for name in WORDS})
    environment.globals.update(address=address, digest=digest, known=known, url=url, fence=text.fence, meta=text.meta)
    environment.globals.update(
        prose=text.prose, met=met, summary=summary, conditional=conditional, condition_of=condition_of
    )
    environment.globals.update(kinds=kinds, short=short, state_of=state_of, contexts=contexts, because=because)
    environment.globals.update(expand=expand, role_path=role_path, sheet_path=sheet_path, same_page=same_page, day=day)
    return environment


WORDS = "DIRECTIONS FIELDS STATUSES ends mark number reasons stated transports value".split()
"""What templates use of `labels`."""


MONTHS = "January February March April May June July August September October November December".split()


def url(path: str) -> Markup:
    """Return a path or an id as part of an address; percent-encoding (RFC 3986, 2.1) leaves nothing to escape."""
    return Markup(quote(path, safe="/+"))  # noqa: S704


def address(release: Release, requirement: Requirement, suffix: str = "html") -> Markup:
    """Return the address of a requirement's anchor, relative to the release's folder."""
    return url(f"{release.places[requirement.id]}.{suffix}") + Markup("#") + url(requirement.id)


def known(requirement: Requirement, field: str, release: Release, up: Markup) -> Markup:
    """Return how a value is known, beside the value: a link to the erratum that set it, nothing where it is stated."""
    basis = requirement.corrected.get(field)
    if basis is None:
        return Markup()
    erratum = release.errata[basis.erratum]
    link = Markup(' <a class="mark" href="{}errata.html#{}">{}</a>')
    return link.format(up, url(erratum.id), labels.mark(basis, erratum))


def expand(template: str, id: str, release: str) -> str:
    """Return the address that a URI template gives (RFC 6570, level 1)."""
    return template.replace("{id}", quote(id, safe="")).replace("{release}", quote(release, safe=""))


def day(when: date) -> Markup:
    """Return a day in words, with its date for programs (HTML, 4.5.14)."""
    words = f"{when.day} {MONTHS[when.month - 1]} {when.year}"
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), words)


def digest(file: Artifact) -> str:
    """Return a file's SHA-256 as hex digits."""
    return sha256(file.data).hexdigest()
