"""The settings of a site, `mkdocs.yml`, as far as portspec has to know them; tags that only an engine knows stay."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from portspec.resolve.yaml import nodes

PLUGIN = "portspec"
"""What the plug-in is called below `plugins`."""
THEME = "material"
"""The theme that our overrides are made for."""
OVERRIDES = "site/overrides"
"""Where they stand."""
Edit = tuple[int, int, str]
"""The offsets of a stretch of a text, and what takes its place."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A text of settings and its nodes, which know where they stand; nothing is known of what is no mapping."""

    text: str
    """As it was written."""
    keys: dict[str, Any]
    """The node of each value, by its key."""

    def named(self, key: str) -> dict[str, tuple[int, int]]:
        """Return what a list names, such as `plugins`, each with its stretch of the text."""
        items = self._items(key)
        return {name: (each.start_mark.index, each.end_mark.index) for each in items if (name := _name(each))}

    def inner(self, *path: str) -> str | None:
        """Return the text below some keys, None where there is none."""
        node = self._node(path)
        return node.value if node is not None and node.id == "scalar" else None

    def standalone(self) -> str:
        """Return the settings of a site that is built without portspec: no hook, plug-in or navigation."""
        text = self.text
        for start, end, new in sorted((*self._without_plugin(), *self._with_overrides()), reverse=True):
            text = text[:start] + new + text[end:]
        return "".join(_without(text, "hooks", "nav"))

    def _node(self, path: Sequence[str]) -> Any:
        inner = self.keys
        for key in path[:-1]:
            inner = _mapping(inner.get(key))
        return inner.get(path[-1])

    def _items(self, key: str) -> list[Any]:
        node = self.keys.get(key)
        if node is None or node.id == "scalar":
            return []
        return [each[0] for each in node.value] if node.id == "mapping" else list(node.value)

    def _without_plugin(self) -> Iterator[Edit]:
        """Yield what takes the plug-in out of its list, or its line where each stands on one."""
        node, spans = self.keys.get("plugins"), [*self.named("plugins").values()]
        if node is None or not (own := self.named("plugins").get(PLUGIN)):
            return
        at = spans.index(own)
        if not node.flow_style:
            end = self.text.find("\n", own[1] - 1)
            yield self._line(own[0]), len(self.text) if end < 0 else end + 1, "" if spans[1:] else "  []\n"
        elif at:
            yield spans[at - 1][1], own[1], ""
        else:
            yield own[0], spans[1][0] if spans[1:] else own[1], ""

    def _with_overrides(self) -> Iterator[Edit]:
        """Yield what names the overrides, unless there are others or they are not made for the theme."""
        theme: Any = self.keys.get("theme")
        name = self._node(("theme", "name")) if theme is not None and theme.id == "mapping" else theme
        if name is None or name.value != THEME or self.inner("theme", "custom_dir"):
            return
        start, end = name.start_mark.index, name.end_mark.index
        if name is theme:
            yield start, end, f"{{name: {THEME}, custom_dir: {OVERRIDES}}}"
        elif theme.flow_style:
            yield end, end, f", custom_dir: {OVERRIDES}"
        else:
            line = self._line(start)
            indent = self.text[line:start].partition("name")[0]
            yield line, line, f"{indent}custom_dir: {OVERRIDES}\n"

    def _line(self, offset: int) -> int:
        """Return the offset at which the line of a character begins."""
        return self.text.rfind("\n", 0, offset) + 1


def settings_of(text: str) -> Settings:
    """Return the settings in a text; what is no YAML has none, which its engine says."""
    try:
        return Settings(text=text, keys=_mapping(nodes(text)))
    except ValueError:
        return Settings(text=text, keys={})


def _without(settings: str, *names: str) -> Iterator[str]:
    """Yield the lines of a YAML mapping without the entries of these names; all else stays as it was written."""
    wanted = True
    for line in settings.splitlines(keepends=True):
        if key := re.match(r"""["']?(\w+)["']?\s*:""", line):
            wanted = key[1] not in names
        if wanted:
            yield line


def _mapping(node: Any) -> dict[str, Any]:
    return {key.value: value for key, value in node.value} if node is not None and node.id == "mapping" else {}


def _name(node: Any) -> str | None:
    """Return what an item of a list names: itself, or the one key of a mapping of options."""
    if node.id == "mapping" and node.value:
        node = node.value[0][0]
    return node.value if node.id == "scalar" else None
