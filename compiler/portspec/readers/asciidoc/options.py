"""Block attributes: the line in brackets above a block, and what it says of a table's columns."""

import re

import msgspec

from portspec.readers.grid import WIDEST

LINE = re.compile(r"\[(?=[\w.#%,\"'\[]|\])(?P<inside>.*)\]$")
_NAMED = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|((?:(?!\s+[\w-]+\s*=)[^,\]\"])*))")
_SHORT = re.compile(r"([#.%])([^#.%,\s=\"\[\]]+)")
_COLUMN = re.compile(r"\s*(?:(\d{1,4})\*)?\s*[<^>.]*(?:\d+(?:\.\d+)?%?|~)?([a-z])?")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines above a block say of it."""

    style: str = ""
    """The first word, such as `source` or `NOTE`."""
    named: dict[str, str] = {}
    """The values of `name=value`, by name."""
    flags: frozenset[str] = frozenset()
    """What is said by `%flag` and by `options=`."""
    ids: tuple[str, ...] = ()
    """The anchors that it gives the block."""
    title: tuple[int, str] | None = None
    """The block's title, with its offset."""
    language: str = ""
    """What language a listing is in."""

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The style letter of each column of a table, or None where nothing is said of columns."""
        said = self.named.get("cols", "").strip()
        if not said:
            return None
        if said.isdecimal():
            return ("",) * min(int(said), WIDEST)
        styles: list[str] = []
        for each in re.split(r"," if "," in said else r";", said.rstrip(",;")):
            found = _COLUMN.match(each)
            repeat, style = found.groups() if found else (None, None)
            styles += [style or ""] * min(int(repeat or 1), WIDEST)
        return tuple(styles[:WIDEST])


def with_line(options: Options, inside: str) -> Options:
    """Return options with what one more line in brackets says."""
    if inside.startswith("["):
        return msgspec.structs.replace(options, ids=(*options.ids, inside.strip("[]").partition(",")[0]))
    named = {each[0]: each[1] or each[2] or each[3].strip() for each in _NAMED.findall(inside)}
    first = "" if re.match(r"[\w-]+\s*=", inside) else inside.partition(",")[0]
    short = _SHORT.findall(first)
    flags = {value for sign, value in short if sign == "%"}
    for key in ("options", "opts"):
        flags.update(each.strip() for each in named.get(key, "").split(","))
    ids = (*options.ids, *(value for sign, value in short if sign == "#"), *filter(None, [named.get("id")]))
    words = re.split(r"[#.%]", first)[0].strip()
    style = words or options.style
    second = inside.split(",")[1].strip() if "," in inside and "=" not in inside.split(",")[1] else ""
    if not style and second:  # [,bash] is [source,bash]
        style = "source"
    return msgspec.structs.replace(
        options,
        style=style,
        named={**options.named, **named},
        flags=options.flags | flags,
        ids=ids,
        language=second or options.language,
    )
