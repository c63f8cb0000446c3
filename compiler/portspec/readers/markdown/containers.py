"""Containers in Markdown: the marks of tabs, admonitions and components are no text, but some of them have a title."""

import re

import msgspec

from portspec.readers.markdown.indented import quoted
from portspec.readers.markdown.unseen import SKIP, blank

_CONTAINER = re.compile(
    rf"{SKIP.pattern}|^[ \t>]*(?:"
    r"\{\{[<%]\s*(?P<call>/?\s*[\w/-]+)(?P<called>(?:(?![>%]\}\})[^\n])*)[>%]\}\}"
    r"|\{%-?\s*(?P<tag>\w+)(?P<tagged>(?:(?!%\})[^\n])*)%\}"
    r"|<(?P<component>/?[A-Z][\w.]*)(?P<given>(?:\s[^<>]*)?(?<!/))>"
    r"|:{3,}[ \t]*(?:(?P<kind>[a-z][\w-]*)|\{[\w:-]+\})[ \t]*(?P<title>\[[^\]\n]+\]|[^\n={}:\[\]]*)(?:\{[^{}\n]*\})?"
    r"|@tab(?::\w+)?[ \t]+(?P<tab>[^\n]+?)"
    r"|:{3,}[ \t]*\{(?P<attributes>[^{}\n]*=[^{}\n]*)\}"
    r")[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
"""Calls of Hugo's, Liquid's tags, components of MDX, and the colon fences of several generators."""
_INDENTED = re.compile(r"^[ \t]*(?:!!!|\?\?\?|===|<[A-Z])", re.MULTILINE)
_NAMED = re.compile(
    r"\b(?:title|label|name|header|summary|heading|tabName)\s*=\s*\{?\s*(?P<quote>[\"'`])(?P<said>.+?)(?P=quote)"
)
_ALONE = re.compile(r"\s*(?P<quote>[\"'])(?P<said>[^\"'\n]+)(?P=quote)")
_FOLDING = re.compile(r"tab|detail|expand|accordion|collaps|drop|fold|spoiler|step|panel|section|card")
"""The names of calls whose only argument is a title."""
_UNTITLED = re.compile(
    r"code|hint|embed|include|assign|file|figure|image|link|swagger|highlight|moniker|zone|row|column"
)
_ELEMENTS = frozenset("table details summary div span p ul ol li dl section article figure pre code".split())


class Containers(msgspec.Struct, frozen=True, kw_only=True):
    """A page without the marks of containers, as long as the page."""

    text: str
    """Admonitions and tabs with an indented body are block quotes in it."""
    titles: tuple[tuple[int, int], ...]
    """Where the titles of containers stand."""


def without_containers(text: str) -> Containers:
    """Return a page without the marks of containers; of admonitions without a title the kind is kept."""
    titles: list[tuple[int, int]] = []
    if _INDENTED.search(text):
        text = quoted(text, titles)
    if any(mark in text for mark in (":::", "{{", "{%", "@tab")) or re.search(r"^[ \t>]*<[A-Z]", text, re.MULTILINE):
        text = _CONTAINER.sub(lambda found: _replaced(found, titles), text)
    return Containers(text=text, titles=tuple(sorted(titles)))


def _replaced(found: re.Match[str], titles: list[tuple[int, int]]) -> str:
    """Return blanks for the mark of a container, or what else was found as it is."""
    titles += (span for span in [_title(found)] if span)
    component = (found["component"] or "").lstrip("/").casefold()
    return blank(found[0]) if _title(found) or (component and component not in _ELEMENTS) else found[0]


def _title(found: re.Match[str]) -> tuple[int, int] | None:
    """Return where the title of a container stands that is found; None where it has none."""
    for name, said in (("call", "called"), ("tag", "tagged"), ("component", "given"), ("attributes", "attributes")):
        if found[said] is None or _UNTITLED.match(found[name]):
            continue
        at = _NAMED.search(found[said])
        if at is None and name == "call" and _FOLDING.search(found[name]):
            at = _ALONE.match(found[said])
        return (found.start(said) + at.start("said"), found.start(said) + at.end("said")) if at else None
    name = "tab" if found["tab"] else "title"
    text = (found[name] or "").strip("[] \t")
    if not text or _UNTITLED.match(found["kind"] or ""):
        return None
    start = found.start(name) + found[name].index(text)
    return start, start + len(text)
