"""Templates are Jinja in `site/templates`; what they print is escaped unless it says that it is markup."""

from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portspec.analysis.assumed import asks_first
from portspec.analysis.derivation import contexts
from portspec.analysis.releases import latest, latest_first
from portspec.analysis.verdict import seen_from, state_of
from portspec.artifact import Artifact
from portspec.resources import resource
from portspec.spec import Requirement
from portspec.writers.site import labels, text
from portspec.writers.site.downloads import kinds, short
from portspec.writers.site.needs import conditional, met, summary
from portspec.writers.site.release import Release, called, role_path
from portspec.writers.site.releases import same_page
from portspec.writers.site.sheets import sheet_path
from portspec.writers.site.words import ENGLISH, Words


def render(template: str, path: str, words: Words, /, **about: Any) -> Artifact:
    """Return the page at `path` by `site/templates/<template>.md.jinja` in some words; a name it lacks is an error.

    The template gets `root`, the way from the page to the site's root, besides `about`.
    """
    root = Markup("../" * path.count("/"))  # noqa: S704
    page = _environment(words).get_template(f"{template}.md.jinja").render(about, root=root)
    return Artifact(path=path, data=(page.strip() + "\n").encode())


def keep_compiled(folder: str, words: Words = ENGLISH) -> None:
    """Let compiled templates be kept in a folder, and be taken from there while they are unchanged."""
    _environment(words).bytecode_cache = FileSystemBytecodeCache(folder)


def _environment(words: Words) -> Environment:
    if words.language not in _ENVIRONMENTS:
        _ENVIRONMENTS[words.language] = _made(words)
    return _ENVIRONMENTS[words.language]


_ENVIRONMENTS: dict[str, Environment] = {}
"""By language; to make one takes as long as some pages."""


def _made(words: Words) -> Environment:
    """Every printed expression goes through `text`, as Jinja hands each to `finalize` first."""

    def phrase(said: str, **about: Any) -> Markup:
        # A phrase is a template's own text, which may hold markup; what it is about is not.
        return Markup(words(said, **{name: text.text(each) for name, each in about.items()}))  # noqa: S704

    environment = Environment(
        loader=FileSystemLoader(resource("site/templates")),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=text.text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["standing"] = lambda row: "conditional" if conditional(row) else state_of(row)
    environment.filters.update(called=called, latest=latest, latest_first=latest_first)
    environment.globals.update({name: partial(getattr(labels, name), words) for name in LABELS})
    environment.globals.update(
        {name: {key: words(each) for key, each in getattr(labels, name).items()} for name in TABLES}
    )
    environment.globals.update(_=phrase, LANGUAGE=words.language, day=partial(day, words), known=partial(known, words))
    environment.globals.update(kinds=partial(kinds, words))
    environment.globals.update(address=address, digest=digest, url=url, fence=text.fence, meta=text.meta)
    environment.globals.update(prose=text.prose, met=met, summary=summary, conditional=conditional)
    environment.globals.update(short=short, state_of=state_of, seen_from=seen_from, contexts=contexts)
    environment.globals.update(asks_first=asks_first)
    environment.globals.update(expand=expand, role_path=role_path, sheet_path=sheet_path, same_page=same_page)
    return environment


LABELS = "because condition ends number place reasons stated status transports value".split()
TABLES = "DIRECTIONS FIELDS STATUSES".split()
"""What templates use of `labels`: functions, and phrases by what they are about."""


def url(path: str) -> Markup:
    """Return a path or an id as part of an address; percent-encoding (RFC 3986, 2.1) leaves nothing to escape."""
    return Markup(quote(path, safe="/+"))  # noqa: S704


def address(release: Release, requirement: Requirement, suffix: str = "html") -> Markup:
    """Return the address of a requirement's anchor, relative to the release's folder."""
    return url(f"{release.places[requirement.id]}.{suffix}") + Markup("#") + url(requirement.id)


def known(words: Words, requirement: Requirement, field: str, release: Release, up: Markup) -> Markup:
    """Return how a value is known, beside the value: a link to the erratum that set it, nothing where it is stated."""
    basis = requirement.corrected.get(field)
    if basis is None:
        return Markup()
    erratum = release.errata[basis.erratum]
    link = Markup(' <a class="mark" href="{}errata.html#{}">{}</a>')
    return link.format(up, url(erratum.id), labels.mark(words, basis, erratum))


def expand(template: str, id: str, release: str) -> str:
    """Return the address that a URI template gives (RFC 6570, level 1)."""
    return template.replace("{id}", quote(id, safe="")).replace("{release}", quote(release, safe=""))


def day(words: Words, when: date) -> Markup:
    """Return a day in words, with its date for programs (HTML, 4.5.14)."""
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), words.day(when))


def digest(file: Artifact) -> str:
    """Return a file's SHA-256 as hex digits."""
    return sha256(file.data).hexdigest()
