"""What a page of Markdown does not show: comments of its many dialects, hidden elements, and a draft as a whole."""

import re
from collections.abc import Iterable, Iterator

from portspec.document import Condition, Text
from portspec.readers.html import hides

FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
SKIP = re.compile(r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.MULTILINE)
"""Code and comments of HTML."""
_COMMENT = re.compile(
    rf"{SKIP.pattern}|(?P<comment>\{{/\*.*?\*/\}}|\{{\{{-?/\*.*?\*/-?\}}\}}|\{{\#\s(?:(?!\#\}}).)*\#\}}"
    r"|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{\{[<%]\s*comment\s*[>%]\}\}.*?\{\{[<%]\s*/\s*comment\s*[>%]\}\}|^%%.*?%%[ \t]*$"
    r"|^[ \t]*\[\[?_?(?:TOC|toc)_?\]\]?[ \t]*$)",
    re.DOTALL | re.MULTILINE,
)
"""MDX, Go, Jinja, Liquid, calls of Hugo's, Obsidian; and the place of a table of contents."""
_BEGINS = ("{/*", "{{/*", "{{-/*", "{# ", "comment", "%%", "[TOC", "[toc", "[_TOC", "[_toc")
_HIDDEN = re.compile(
    r"<(?P<name>[a-zA-Z][\w-]*)\b[^<>]*\b(?:hidden|none|sr-only)\b[^<>]*(?<!/)>|<(?P<other>template|dialog)\b[^<>]*>",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"^(?:draft\s*[:=]\s*true|published\s*[:=]\s*false)[ \t]*$", re.MULTILINE)


NO_BREAK = "\xa0"
"""A blank that is no indentation: before a text others would make code of it."""


def drafted(text: str) -> Iterator[Condition]:
    """Yield that a page is a draft, as its front matter says: it is not published then."""
    front = FRONT.match(text)
    if front and (found := _DRAFT.search(text, 0, front.end())):
        yield Condition(start=0, end=len(text), text=Text(found[0].strip(), found.start(), found.end()))


def without_unseen(text: str) -> str:
    """Return a page without its comments, but those of HTML, and without hidden elements, each blanked out."""
    if any(begin in text for begin in _BEGINS):
        text = _COMMENT.sub(lambda found: blank(found[0]) if found["comment"] else found[0], text)
    if "<" in text and _HIDDEN.search(text):
        text = blanked(text, _hidden(text, [found.span() for found in SKIP.finditer(text)]))
    return text


def blank(text: str, filler: str = " ") -> str:
    """Return blanks in the place of a text; its lines stay."""
    return re.sub(r"[^\n]", filler, text)


def blanked(text: str, spans: Iterable[tuple[int, int]], filler: str = " ") -> str:
    """Return a text with blanks in some places of it."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [text[at:start], blank(text[max(at, start) : end], filler)]
        at = max(at, end)
    return "".join(pieces) + text[at:]


def _hidden(text: str, skipped: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where the outermost hidden elements begin and end; one that nothing ends is left as it is."""
    done = 0
    for tag in _HIDDEN.finditer(text):
        if tag.start() < done or any(start <= tag.start() < end for start, end in skipped) or not hides(tag[0]):
            continue
        depth = 0
        for other in re.finditer(rf"<(/?){tag['name'] or tag['other']}\b[^<>]*>", text[tag.start() :], re.IGNORECASE):
            depth += -1 if other[1] else 1
            if depth == 0:
                done = tag.start() + other.end()
                yield tag.start(), done
                break
