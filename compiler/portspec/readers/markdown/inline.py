"""Inline Markdown as plain text: emphasis, code, links and inline HTML give the words they show."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portspec.document import Text
from portspec.readers.html import visible_text

_MARKUP = re.compile(r"[\\`*_\[\]<>&!~{^]|\n")
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][^{}]*\}|\{:\s*[^{}]*\}")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_WRITTEN_BREAK = re.compile(r"(?<=\s)\\n(?=\s|$)")
"""A line break that a template left written out in a table's cell."""
_ELEMENTS = frozenset(
    "a abbr acronym address b bdi bdo big blockquote br button center cite code dd del details dfn div dl dt em "
    "figcaption figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark nobr ol p picture pre q s samp "
    "small source span strike strong sub summary sup svg table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
"""The elements that pages use inside text; another name in angle brackets, such as `<port>`, is a placeholder."""
_NAMED_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")
_BLANKS = re.compile(r"[ \t\n]+")
_EDGES = re.compile(r" *\n *")


@cache
def parser() -> MarkdownIt:
    """Return the one Markdown parser: CommonMark with tables; inlines are parsed on demand."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


@lru_cache(maxsize=4096)
def plain(raw: str) -> str:
    """Return the visible text of inline Markdown; `<br>` and its like give a newline.

    Attribute lists (kramdown's `{: .red }`, `{#id}`) and footnote marks are not shown.
    """
    raw = _CRITIC.sub(lambda found: found[2] or found[3] or "", raw) if "{" in raw else raw
    raw = _NOTE.sub("", raw) if "^[" in raw else raw
    raw = _COMPONENT.sub(lambda found: found["said"] or "", raw) if "<" in raw else raw
    if not _MARKUP.search(raw):
        return _single(raw)
    simple = _simple(raw)
    if simple is not None:
        return simple
    raw = _FOOTNOTE.sub("", _ATTRIBUTES.sub("", raw))
    tokens = [part for token in parser().parseInline(raw)[0].children or [] for part in _lines(token)]
    for token in tokens:
        if token.type == "html_inline" and not is_element(token.content):
            token.type = "text"
    if any(token.type == "html_inline" for token in tokens) and (said := visible_text(render(tokens))) is not None:
        return said  # where it is nested too deep, its tags are left out, and nothing of the text is
    return _EDGES.sub("\n", _shown(tokens)).strip()


def _lines(token: Token) -> Iterator[Token]:
    """Yield a token of text as its lines; in code a written break is none."""
    if token.type != "text" or "\\n" not in token.content:
        yield token
        return
    for number, line in enumerate(_WRITTEN_BREAK.split(token.content)):
        if number:
            yield Token("hardbreak", "br", 0)
        yield Token("text", "", 0, content=line)


def is_element(tag: str) -> bool:
    """Tell whether HTML knows the element of a tag; a comment is none that shows."""
    name = _NAMED_TAG.match(tag)
    return name is None or name.group(1).lower() in _ELEMENTS


_WORDS = r"[^\\`*_\[\]<>&!~{^\n]"
_CODE = re.compile(rf"(?<!`)`({_WORDS}+)`(?!`)")
_STRONG = re.compile(rf"\*(?<![\w*]\*)(\*?)(?=[^\W_])({_WORDS}*?[^\W_])\*\1(?![\w*])")
_LINKED = re.compile(rf"\[({_WORDS}*)\]\(([^\s()<>\\`*_\[\]&]+)\)")


def _simple(raw: str) -> str | None:
    """Return the visible text where the markup is plain code, emphasis and links, side by side; else None.

    These are most of the markup that tables hold, and the full parser takes thirty times as long.
    """
    text = _CODE.sub(_code_text, raw) if "`" in raw else raw
    text = _STRONG.sub(r"\2", text) if "*" in text else text
    text = _LINKED.sub(r"\1", text) if "](" in text else text
    return None if _MARKUP.search(text) else _single(text.replace("\t", " "))


def _single(text: str) -> str:
    """Return a line with single blanks, and none at its ends."""
    return (text if "  " not in text else _BLANKS.sub(" ", text)).strip()


def _code_text(found: re.Match[str]) -> str:
    return " ".join(found.group(1).split()) or found.group()


def render(tokens: list[Token]) -> str:
    """Return inline tokens as HTML."""
    inline = Token("inline", "", 0, children=tokens)
    return str(parser().renderer.render([inline], parser().options, {}))


def _shown(tokens: list[Token]) -> str:
    parts: list[str] = []
    struck = 0
    for token in tokens:
        struck += (token.type == "s_open") - (token.type == "s_close")
        if struck:
            continue
        if token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "code_inline":
            parts.append(" ".join(token.content.split()))
        elif token.type == "image":
            parts.append("")
        else:
            parts.append(_BLANKS.sub(" ", token.content))
    return _BLANKS_IN_LINE.sub(" ", "".join(parts))


_BLANKS_IN_LINE = re.compile(r"[ \t]+")


def shown(raw: str, start: int, end: int) -> Text:
    """Return the text that inline Markdown between two offsets shows."""
    if not _MARKUP.search(raw):
        return Text(_single(raw), start, end)
    if marked := _BESIDE.fullmatch(raw):
        return Text(plain(marked[2]), start, end, marks=(marked[3],))
    notes = tuple(Text(plain(note[1]), start, end) for note in _NOTE.finditer(raw)) if "^[" in raw else ()
    return Text(plain(raw), start, end, struck(raw), marks(raw), notes)


_CRITIC = re.compile(r"\{(?:--.*?--|>>.*?<<|(\+\+|==)(.*?)\1|~~.*?~>(.*?)~~)\}", re.DOTALL)
"""What an editor has marked: taken out, remarked, put in or highlighted, put in the place of other words."""
_COMPONENT = re.compile(
    r"<[A-Z][\w.]*(?:\s[^<>]*)?\s(?:text|label|title|content)=(?P<quote>[\"'])(?P<said>[^<>\"']+)(?P=quote)[^<>]*/>"
    r"|<(?P<name>[A-Z][\w.]*)(?:\s+[\w:@.-]+=(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}))*\s*>(?=[^<>]*</(?P=name)>)|</[A-Z][\w.]*>"
)
"""A component that shows one of its attributes, or what stands between its tags."""
_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
"""A footnote that stands in the text itself."""
_STRUCK = re.compile(
    r"\{--(?P<out>.*?)--\}|\{~~(?P<old>.*?)~>.*?~~\}|~~(?=\S)(?P<through>.+?)(?<=\S)~~"
    r"|<(?P<tag>del|s|strike|\w+(?=\s[^<>]*\b(?:line-through|strike(?:through|out)?)\b))\b[^>]*>(?P<said>.*?)</(?P=tag)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_BESIDE = re.compile(r"(\*\*|__)([^*_]*\d)\1\s+(\d{1,2})")
"""A low number right behind one that alone is emphasised, "**3000** 13": the mark of a note that is raised no more."""
_MARK = re.compile(r"\[\^([^\]\s]+)\]|<sup>\s*[\[(]?([\w*†‡§]{1,3})[\])]?\s*</sup>", re.IGNORECASE)


def struck(raw: str) -> str:
    """Return the words that inline Markdown strikes out, folded; empty where it strikes none."""
    if "~~" not in raw and "{--" not in raw and "<" not in raw:
        return ""
    names = ("out", "old", "through", "said")
    return " ".join(plain(said) for found in _STRUCK.finditer(raw) for said in found.group(*names) if said)


def marks(raw: str) -> tuple[str, ...]:
    """Return the marks of footnotes in inline Markdown: `1` for `[^1]` and for a superscript."""
    if "[^" not in raw and "<sup" not in raw:
        return ()
    return tuple(found[1] or found[2] for found in _MARK.finditer(raw))


def lead(raw: str) -> tuple[str, str] | None:
    """Return the raw bold text that a paragraph begins with and the raw rest, or None where it begins otherwise."""
    found = _LEAD.match(raw)
    return (found.group(2), raw[found.end() :]) if found and found.group(2).strip() else None


_LEAD = re.compile(r"\s*(\*\*|__)(?=\S)((?:(?!\1)[^\\]|\\.)+?)(?<=\S)\1(?![\w*])", re.DOTALL)
