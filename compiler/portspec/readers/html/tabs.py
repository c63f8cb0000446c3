"""Tabs of a page of HTML: the titles of the panels of which a click shows one (WAI-ARIA 1.2, tab and tabpanel)."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from bs4.element import Tag

_LIST = frozenset("tablist tabbed-labels nav-tabs tab-list tabs-nav".split())
_PANEL = re.compile(r"(?:^|[-_])tab-?(?:panel|pane)(?:$|[-_])|^tabbed-block$", re.IGNORECASE)


_TAB = re.compile(r"tabs?(?:$|[-_])")


class Tabs(msgspec.Struct, frozen=True, kw_only=True):
    """The tabs of a page."""

    titles: Mapping[int, Tag]
    """What stands on the tab of a panel, by the panel's identity."""
    lists: frozenset[int]
    """The identities of the elements that only hold such titles."""


def tabs_of(tags: Sequence[Tag], ids: Mapping[str, Tag]) -> Tabs:
    """Return the tabs of a page: each panel names its tab, or is named by it, or they stand in one order."""
    panels = [tag for tag in tags if is_panel(tag)]
    titles: dict[int, Tag] = {}
    lists: set[int] = set()
    for tag in (each for each in tags if _is_list(each, ids)):
        tabs = list(_tabs(tag))
        below = _beside(tag, panels)
        titles |= {id(panel): tab for panel, tab in zip(below, tabs, strict=False) if len(below) == len(tabs)}
        titles |= {id(panel): tab for tab in tabs if (panel := ids.get(_controlled(tab))) is not None}
        lists |= {id(tag)} if tabs else set()
    for panel in panels:
        named = ids.get(str(panel.get("aria-labelledby") or ""))
        titles |= {id(panel): named} if named is not None else {}
    return Tabs(titles=titles, lists=frozenset(lists))


def is_panel(tag: Tag) -> bool:
    """Tell whether a tag is what a tab shows."""
    if not tag.attrs:
        return False
    return tag.get("role") == "tabpanel" or any(
        _PANEL.search(str(each or "")) for each in tag.get_attribute_list("class")
    )


def _is_list(tag: Tag, ids: Mapping[str, Tag]) -> bool:
    """Tell whether a tag only holds the titles of tabs, as it says itself or as its links show."""
    first = tag.find("a", href=True) if tag.name == "ul" else None
    if isinstance(first, Tag) and str(first["href"]).startswith("#"):
        shown = [ids.get(_controlled(each)) for each in tag.find_all("li", recursive=False)]
        if len(shown) > 1 and all(each is not None and _is_tab(each) for each in shown):
            return True
    if not tag.attrs:
        return False
    return tag.get("role") == "tablist" or any(each in _LIST for each in tag.get_attribute_list("class"))


def _is_tab(tag: Tag) -> bool:
    return any(_TAB.match(str(each or "")) for each in tag.get_attribute_list("class"))


def _tabs(tag: Tag) -> Iterator[Tag]:
    """Yield the tabs in a list of them."""
    named = [each for each in tag.find_all(True) if each.get("role") == "tab"]
    yield from named or tag.find_all("li") or tag.find_all(["label", "a", "button"])


def _controlled(tab: Tag) -> str:
    """Return the id of the panel that a tab shows."""
    link = tab if tab.get("aria-controls") or tab.get("href") else tab.find("a", href=True)
    return str(link.get("aria-controls") or link.get("href") or "").removeprefix("#") if isinstance(link, Tag) else ""


def _beside(tag: Tag, panels: Sequence[Tag]) -> list[Tag]:
    """Return the outermost panels in the nearest element that holds a list of tabs and panels."""
    for parent in tag.parents:
        inside = [each for each in panels if any(above is parent for above in each.parents)]
        if inside:
            return [each for each in inside if not any(above is other for above in each.parents for other in inside)]
    return []
