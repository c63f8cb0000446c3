"""Text from a page is data: made safe here for Markdown and HTML, in one way that is right in both."""

import json
import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from portspec.unseen import visible

_MARKUP = re.compile(r"""["-'*+<->@\[-`{-~]|(?<![^\W_])[.:;?!-]|(?<=\d)[.)](?![^\W_])""")
"""Every ASCII mark that Markdown or HTML may read as more than text. `.`, `-` and their like are none inside a word or
after it, but `1.` and `1)` begin a list."""


def text(value: Any) -> Markup:
    """Return a value as one line of text that Markdown and HTML both show as it is.

    Each character that could be markup becomes a numeric character reference (HTML, 13.1.4; CommonMark, 2.5: no
    reference is ever a delimiter), white space is folded, and what cannot be seen is named.
    """
    return value if isinstance(value, Markup) else _safe(str(value))


@lru_cache(maxsize=10_000)
def _safe(value: str) -> Markup:
    # Most of a page's texts stand on other pages, too.
    line = " ".join(visible(value).split())
    return Markup(_MARKUP.sub(lambda found: f"&#{ord(found[0])};", line))  # noqa: S704 - made safe here


def prose(value: str) -> Markup:
    """Return a text as `text` does, with what stands between backticks as code, as schemas' descriptions have it."""
    # As a plain string, since `re.sub` before Python 3.12 joins the parts of a Markup as one, which escapes them again.
    plain = str.__str__(text(value))
    return Markup(re.sub("&#96;(.+?)&#96;", r"<code>\1</code>", plain))  # noqa: S704 - made safe already


def fence(value: str, indent: int = 0) -> Markup:
    """Return the text as a fenced code block (CommonMark, 4.5), indented by so many spaces.

    The fence is longer than any run of backticks in the text, so nothing in the text can end it.
    """
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", value)), default=0))
    lines = (ticks, *visible(value).removesuffix("\n").split("\n"), ticks)
    return Markup("\n".join(" " * indent + line for line in lines))  # noqa: S704


def meta(value: Any) -> Markup:
    """Return the text as a string of a page's front matter; themes print it as HTML, so it is made safe for that."""
    return Markup(json.dumps(text(value), ensure_ascii=False))  # noqa: S704
