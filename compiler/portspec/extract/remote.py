"""Remote services: columns of nothing but addresses, to which connections go out that the rows speak of."""

import re
from collections.abc import Callable

import msgspec

from portspec.extract.layout import Column, ColumnKind
from portspec.extract.names import DOMAIN
from portspec.extract.vocabulary import words

_PLACEHOLDER = re.compile(r"\$?\{[^{}]*\}|\\?<[^<>]*>|\[[^\[\]]*\]")
"""What the reader is to fill in: `<region>`, `${zone}`, `[account]`."""
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_SCHEME = re.compile(r"\w+://")
_TOP = re.compile(r"\.[a-z][a-z\d-]+$", re.IGNORECASE)
"""The last label of a domain name: a number is none (RFC 3696, section 2)."""
_ENOUGH = 0.5
_OPEN: tuple[ColumnKind, ...] = ("destination", "role", "service", "purpose", "other")
"""Columns whose headers leave it open where their services are."""


def with_remote(columns: list[Column], texts: Callable[[Column], list[str]]) -> list[Column]:
    """Return the columns with the first one marked whose `texts` are addresses of services by at least a half.

    Where a header names the other end outright, nothing else does.
    """
    if any(column.kind == "endpoint" or _is_destination(column) for column in columns):
        return columns
    found = next((c.index for c in columns if c.kind in _OPEN and _are_services(texts(c))), None)
    return [msgspec.structs.replace(c, remote=True) if c.index == found else c for c in columns]


def _is_destination(column: Column) -> bool:
    return column.kind == "destination" and not words("header.purpose").whole(column.title)


def _are_services(texts: list[str]) -> bool:
    return bool(texts) and sum(map(names_services, texts)) >= len(texts) * _ENOUGH


def names_services(text: str) -> bool:
    """Tell whether a text is nothing but domain names or addresses of pages: "`cdn.example.com`, *.example.net"."""
    bare = _REMARK.sub(" ", _PLACEHOLDER.sub("x", text)).replace("\\", "")
    parts = [part for part in re.split(r"[\s,;，、；|`]+", bare) if re.search(r"[^\W_]|&", part)]
    return any(map(_is_service, parts)) and all(_is_service(each) or _joins(each) for each in parts)


def _is_service(part: str) -> bool:
    """Tell whether a word is a domain name with a dot, or the address of a page at one."""
    scheme = _SCHEME.match(part)
    host = re.split(r"[/:?#]", part[scheme.end() if scheme else 0 :], maxsplit=1)[0].replace("**", "*").lstrip("*")
    return DOMAIN.fullmatch(host.lstrip(".")) is not None and _TOP.search(host) is not None


def _joins(part: str) -> bool:
    return words("port.and").whole(part) or words("text.and").whole(part)
