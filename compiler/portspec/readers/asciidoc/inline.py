"""Inline AsciiDoc as plain text: quotes, macros, attributes and replacements give the words that they show."""

import re
from collections.abc import Callable
from functools import partial
from html import unescape

from portspec.document import Text
from portspec.readers.asciidoc.attributes import Attributes
from portspec.readers.html import visible_text
from portspec.readers.markdown.inline import is_element, struck

_MARKUP = re.compile(r"[*_`#^~+\[<&{\\\n\t\xa0]|\(\(|  ")
_KEEPS = re.compile("\ue000(\\d+)\ue001")
"""What stands for text that no rule may touch any more."""
_OURS = re.compile("[\ue000-\ue002]")
"""Characters for private use that stand for something here; those of the page are kept from that."""
_PASS = re.compile(
    r"\+\+\+(?P<raw>.{1,999}?)\+\+\+|`\+(.{1,999}?)\+`|\+\+(.{1,999}?)\+\+|pass:(?P<changed>[\w,]{0,9})\[(?P<macro>.{0,999}?)(?<!\\)\]"
    r"|(?<![\w+])\+([^\s+]|[^\s+].{0,999}?\S)\+(?![\w+])",
    re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPED = re.compile(r"\\([*_`#^~{<\[&(|+]|\w(?=\w*:))")
_NAMED = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,999}\]){0,999}?"
_FOOTNOTE = re.compile(rf"footnote(?:ref)?:([\w-]*)\[({_NAMED})\]", re.DOTALL)
_MACRO = re.compile(
    rf"\b(?P<name>xref|link|mailto|kbd|btn|menu|icon|image|indexterm2?|anchor|stem|latexmath|asciimath):"
    rf"(?P<target>[^\s\[:][^\s\[]*)?\[(?P<text>{_NAMED})\]",
    re.DOTALL,
)
_ADDRESS = re.compile(rf"(?P<address>\b(?:https?|ftp|irc)://[^\s\[\]<>]+)\[(?P<text>{_NAMED})\]", re.DOTALL)
_CROSS = re.compile(r"<<([^<>,\n]{1,999})(?:,\s*([^<>]{1,999}?))?>>")
_INDEXED = re.compile(r"\(\(\(.{1,999}?\)\)\)|\(\(([^()\n]+?)\)\)(?!\))")
_ANCHOR = re.compile(r"\[\[[\w:.-]+(?:,[^\]]*)?\]\]")
_CURVED = re.compile(r"\"`(?=\S)(.{1,999}?)(?<=\S)`\"|'`(?=\S)(.{1,999}?)(?<=\S)`'", re.DOTALL)
_ROLE = r"(?:\[(?P<role>[^\[\]\n]*)\])?"
_UNCONSTRAINED = re.compile(rf"{_ROLE}(?P<mark>\*\*|__|``|##)(?P<text>.{{1,999}}?)(?P=mark)", re.DOTALL)
_CONSTRAINED = re.compile(
    rf"(?<![\w;:}}]){_ROLE}(?P<mark>[*_`#])(?P<text>\S|\S.{{0,999}}?\S)(?P=mark)(?!\w)", re.DOTALL
)
_RAISED = re.compile(rf"{_ROLE}(?P<mark>[\^~])(?P<text>[^\s^~]+)(?P=mark)")
_WORDS = r"[^*_`#^~+\[<&{\\\n\t\xa0]"
_QUOTED = re.compile(rf"(?<![\w;:}}*_`\"'])([*_`])((?! ){_WORDS}{{1,999}}(?<! ))\1(?![\w*_`\"'])")
_MARKS = re.compile(r"[*_`#^~]")
_NESTED = 3
"""Quotes of one kind stand in each other this deep: `*bold _and slanted_*`."""
_STRUCK = re.compile(r"line-through|strike|\bdel\b")
_MARK = re.compile(r"[\[(]?(?:\d{1,2}|[*†‡§a-z])[\])]?")
"""What is raised and points to a footnote."""
_TICK = re.compile(r"(?:^|[-_ ])(?:check|tick|yes|done|ok)(?:$|[-_ ])", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]\+[ \t]*(?=\n|$)")
_COMMENTED = re.compile(r"^//(?!/).*\n?|^(?:ifn?def|ifeval|endif|include)::.*\n?", re.MULTILINE)
_BLANKS, _EDGES = re.compile(r"[ \t\xa0]+"), re.compile(r" *\n *")
_ENTITY = re.compile(r"&(?:#\w+|\w{1,32});?")
"""What may be an entity of HTML or a character by its number."""
_LINE = "\ue002"
"""A line break that is shown."""


class Inline:
    """What inline markup shows, with the attributes as they are where the page has come to."""

    def __init__(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self.named: dict[str, str] = {}
        """What footnotes say to which others refer, by their names."""

    def shown(self, raw: str, start: int, end: int) -> Text:
        """Return the text that the markup between two offsets shows; a blank line divides it."""
        simple = _simple(raw)
        if simple is not None:
            return Text(simple, start, end)
        showing = _Showing(self.attributes, self.named)
        value = showing.show(raw)
        notes = tuple(Text(showing.note(each), start, end) for each in showing.notes)
        return Text(value, start, end, showing.given(" ".join(showing.struck)), tuple(showing.marks), notes)

    def plain(self, raw: str) -> str:
        """Return the words that the markup shows."""
        simple = _simple(raw)
        return _Showing(self.attributes, self.named).show(raw) if simple is None else simple


def _simple(raw: str) -> str | None:
    """Return the words where the markup is plain code and emphasis, side by side, as in most cells; else None."""
    if _MARKUP.search(raw):
        raw = _QUOTED.sub(r"\2", raw)
        if _MARKUP.search(raw):
            return None
    return raw.strip()


class _Showing:
    """One text on its way from markup to words."""

    def __init__(self, attributes: Attributes, named: dict[str, str], kept: list[str] | None = None) -> None:
        self.attributes, self.named = attributes, named
        self.kept = [] if kept is None else kept
        self.struck: list[str] = []
        self.marks: list[str] = []
        self.notes: list[str] = []

    def show(self, raw: str) -> str:
        return self.words(_OURS.sub(lambda found: self.keep(found[0]), raw))

    def note(self, raw: str) -> str:
        """Return the words of a footnote, of which some is kept already."""
        return _Showing(self.attributes, self.named, self.kept).words(raw)

    def words(self, raw: str) -> str:
        """Return what markup shows in which no character of the page's is taken for one of ours."""
        text = _ESCAPED.sub(self.escaped, _PASS.sub(self.passed, _COMMENTED.sub("", raw)))
        text = _BREAK.sub(_LINE, self.attributes.resolve(text))
        for pattern, shown in _STEPS:
            text = pattern.sub(partial(shown, self), text)
        text = self.quotes(text)
        text = _ENTITY.sub(lambda found: self.keep(unescape(found[0])), text)
        paragraphs = (" ".join(self.given(each).split()) for each in re.split(rf"\n[ \t]*\n|{_LINE}", text))
        return "\n".join(each for each in paragraphs if each)

    def given(self, text: str) -> str:
        """Return a text with all that was kept of it; what was kept may hold only what was kept before."""
        return _KEEPS.sub(lambda found: self.given(self.kept[int(found[1])]), text)

    def quotes(self, text: str) -> str:
        """Return a text without the marks of quotes; what stands between them may hold others."""
        for pattern in (_UNCONSTRAINED, _CONSTRAINED, _RAISED):
            for _ in range(_NESTED):
                if not _MARKS.search(text):
                    return text
                text = pattern.sub(self.quoted, text)
        return text

    def quoted(self, found: re.Match[str]) -> str:
        if found["role"] and _STRUCK.search(found["role"]):
            self.struck.append(" ".join(self.quotes(found["text"]).split()))
            return " "
        if found["mark"] == "^" and _MARK.fullmatch(found["text"]):
            self.marks.append(found["text"].strip("()[]"))
            return ""
        return found["text"]

    def keep(self, text: str) -> str:
        """Return what stands for a text until all rules have had their turn."""
        self.kept.append(text)
        return f"\ue000{len(self.kept) - 1}\ue001"

    def passed(self, found: re.Match[str]) -> str:
        raw = found["raw"] or found["macro"]
        if raw is None:
            return self.keep(next(each for each in found.groups() if each is not None))
        if {"a", "n", "normal", "attributes"} & {*(found["changed"] or "").split(",")}:
            raw = self.attributes.resolve(raw)
        self.struck += filter(None, [struck(raw)])
        shown = visible_text(raw) if any(map(is_element, _TAG.findall(raw))) else raw
        return self.keep(raw if shown is None else shown)

    def escaped(self, found: re.Match[str]) -> str:
        """Keep the character behind a backslash, so that it marks nothing."""
        return self.keep(found[1])

    def noted(self, found: re.Match[str]) -> str:
        name, text = found[1], found[2].replace("\\]", "]")
        if found[0].startswith("footnoteref"):
            name, _, text = text.partition(",")
        text = self.named.setdefault(name, text) if name and text else text or self.named.get(name, "")
        if text:
            self.notes.append(text)
        return ""

    def macro(self, found: re.Match[str]) -> str:
        name, target, text = found["name"], found["target"] or "", found["text"].replace("\\]", "]")
        if name in _WITH_TARGET:
            first = re.match(r'"([^"]*)"', text)
            words = first[1] if first else re.split(r",\s*\w+=", text)[0].removesuffix("^")
            return words or target.rpartition("#")[2] or target
        if name in ("icon", "image"):
            return "✓" if _TICK.search(target) else "" if name == "icon" else re.split(r",", text)[0]
        if name == "menu":
            return " > ".join(filter(None, (target, *re.split(r"\s*>\s*", text))))
        return "" if name in ("indexterm", "anchor") else text

    def address(self, found: re.Match[str]) -> str:
        words = re.split(r",\s*\w+=", found["text"])[0].strip('"').removesuffix("^")
        return words or self.keep(found["address"])

    def crossed(self, found: re.Match[str]) -> str:
        return found[2] or found[1].lstrip("#")

    def indexed(self, found: re.Match[str]) -> str:
        return found[1] or ""

    def curved(self, found: re.Match[str]) -> str:
        return f"“{found[1]}”" if found[1] else f"‘{found[2]}’"


_WITH_TARGET = ("xref", "link", "mailto")
_STEPS: tuple[tuple[re.Pattern[str], Callable[[_Showing, re.Match[str]], str]], ...] = (
    (_FOOTNOTE, _Showing.noted),
    (_MACRO, _Showing.macro),
    (_ADDRESS, _Showing.address),
    (_CROSS, _Showing.crossed),
    (_INDEXED, _Showing.indexed),
    (_ANCHOR, lambda _, __: ""),
    (_CURVED, _Showing.curved),
)
"""What becomes of each kind of markup but quotes, in this order (AsciiDoc Language, Substitutions)."""
