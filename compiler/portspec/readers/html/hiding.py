"""What a page of HTML hides: by its markup, since it is struck out, or since it is only the mark of a footnote."""

import re
from collections.abc import Iterable

from bs4.element import PageElement, Tag

_HIDDEN_CLASSES = frozenset("sxs-lookup visually-hidden sr-only d-none hidden headerlink anchorjs-link".split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNFOLDED = re.compile(
    r"tab-?(?:pane|panel|content|block|body)|accordion|collaps|drop-?down|toggle|expand", re.IGNORECASE
)
"""The classes of what a click shows."""
_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_CLASSES = frozenset("line-through strike strikethrough strikeout".split())
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\s*[\[(]?(?:\d{1,2}|[*†‡§a-z])[\])]?(?:\s*,\s*\d{1,2})*\s*$")


def unfold(tags: Iterable[Tag]) -> None:
    """Take away what hides the elements that a click shows: those that a link or button names, the rows of a table."""
    found = list(tags)
    named = {str(tag.get(name) or "").lstrip("#") for tag in found if tag.attrs for name in _LEADING}
    for tag in found:
        if tag.attrs and (tag.get("id") in named or (tag.name == "tr" and _is_folded(tag.find_parent("table")))):
            tag.attrs.pop("hidden", None)
            if _HIDDEN_STYLE.search(str(tag.get("style") or "")):
                tag["style"] = _HIDDEN_STYLE.sub("", str(tag["style"]))
            if tag.has_attr("class"):
                tag["class"] = [str(each) for each in tag.get_attribute_list("class") if each not in _HIDDEN_CLASSES]


def _is_folded(tag: Tag | None) -> bool:
    return tag is not None and any(_UNFOLDED.search(str(each or "")) for each in tag.get_attribute_list("class"))


_LEADING = ("href", "aria-controls", "data-target", "data-bs-target")
"""The attributes by which links and buttons name what they show."""


def is_hidden(tag: Tag) -> bool:
    """Tell whether the page hides the tag, or shows it only as a footnote's mark or a heading's link."""
    if is_struck(tag) or is_mark(tag) or (tag.name == "dialog" and not tag.has_attr("open")):
        return True
    return bool(tag.attrs) and _is_unseen(tag)


def _is_unseen(tag: Tag) -> bool:
    """Tell whether attributes hide a tag from who reads the page; what a click shows, such as a tab, is seen."""
    classes = [str(each) for each in tag.get_attribute_list("class") if each]
    if not (
        tag.has_attr("hidden")
        or _HIDDEN_STYLE.search(str(tag.get("style") or ""))
        or any(each in _HIDDEN_CLASSES for each in classes)
    ):
        return False
    shown = tag.get("role") in ("tabpanel", "region") or any(":" in each or _UNFOLDED.search(each) for each in classes)
    return not shown


def is_struck(tag: Tag) -> bool:
    """Tell whether a tag strikes out what it holds."""
    if tag.name in _STRUCK:
        return True
    if not tag.attrs:
        return False
    classes = tag.get_attribute_list("class")
    return any(each in _STRUCK_CLASSES for each in classes) or bool(_STRUCK_STYLE.search(str(tag.get("style") or "")))


def is_mark(tag: Tag) -> bool:
    """Tell whether a tag is the mark of a footnote."""
    if tag.name == "a" and tag.attrs:
        noted = tag.get("role") == "doc-noteref" or "footnote-reference" in tag.get_attribute_list("class")
        return noted and not tag.find_parent("sup")
    return tag.name == "sup" and bool(_FOOTNOTE.match(tag.get_text()))


def sign(mark: Tag) -> str:
    """Return a footnote's mark as it is shown: `1`."""
    return mark.get_text().strip(" ()[]\n")


def asides_in(nodes: Iterable[PageElement]) -> tuple[str, list[Tag]]:
    """Return the words that nodes strike out, folded, and the marks of footnotes among them."""
    struck: list[str] = []
    marks: list[Tag] = []
    for node in nodes:
        for each in (node, *node.descendants) if isinstance(node, Tag) else ():
            if isinstance(each, Tag):
                struck += each.get_text(" ").split() if is_struck(each) else ()
                marks += [each] if is_mark(each) else []
    return " ".join(struck), marks
