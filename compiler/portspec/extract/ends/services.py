"""Services at the other end: texts of nothing but domain names or addresses of pages."""

import re

from portspec.extract.language.names import DOMAIN, REMARK
from portspec.extract.language.vocabulary import words

PLACEHOLDER = re.compile(r"\$?(?:\{\{[^{}]*\}\}|\{[^{}]*\})|\\?<[^<>]*>|\[[^\[\]]*\]")
"""What the reader is to fill in: `<region>`, `${zone}`, `[account]`."""
_SCHEME = re.compile(r"\w+://")
_TOP = re.compile(r"\.[a-z][a-z\d-]+$", re.IGNORECASE)
"""The last label of a domain name: a number is none (RFC 3696, section 2)."""


def names_services(text: str) -> bool:
    """Tell whether a text is nothing but domain names or addresses of pages: "`cdn.example.com`, *.example.net"."""
    bare = REMARK.sub(" ", PLACEHOLDER.sub("x", text)).replace("\\", "")
    parts = [part for part in re.split(r"[\s,;，、；|`]+", bare) if re.search(r"[^\W_]|&", part)]
    return any(map(_is_service, parts)) and all(_is_service(each) or _joins(each) for each in parts)


def _is_service(part: str) -> bool:
    """Tell whether a word is a domain name with a dot, or the address of a page at one."""
    scheme = _SCHEME.match(part)
    host = re.split(r"[/:?#]", part[scheme.end() if scheme else 0 :], maxsplit=1)[0].replace("**", "*").lstrip("*")
    return DOMAIN.fullmatch(host.lstrip(".")) is not None and _TOP.search(host) is not None


def _joins(part: str) -> bool:
    return words("port.and").whole(part) or words("text.and").whole(part)
