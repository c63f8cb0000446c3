"""Compose files: the `ports` of a service are published at the host's (Compose specification, ports)."""

import re
from collections.abc import Iterator
from functools import partial

from portspec.extract.commands.files import Openings
from portspec.extract.commands.opening import Opening
from portspec.extract.commands.tools.docker import publish

_PORTS = re.compile(r"(\s*)ports:\s*(?:\[(.*)\])?\s*(?:#.*)?")
_ITEM = re.compile(r"""(\s*)-\s*["']?([^"'#]+?)["']?\s*(?:#.*)?""")
_FIELD = re.compile(r"""\s*(?:-\s*)?(\w+):\s*["']?([^"'#]*?)["']?\s*(?:#.*)?""")
_SHORT = re.compile(r"[\[\]\w.${}:-]+:[\d${}\w:-]+(?:/\w+)?")


def read(text: str, _language: str) -> Iterator[tuple[int, Openings]]:
    """Yield the lines that publish ports, in the short form and in the long one."""
    depth: int | None = None
    fields: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")):
        if match := _PORTS.fullmatch(line):
            depth, fields = len(match[1]), {}
            for value in re.findall(r"""["']?([^"',\s]+)["']?""", match[2] or ""):
                yield number, partial(publish, value)
        elif depth is not None and line.strip():
            if len(line) - len(line.lstrip()) < depth or (not _ITEM.fullmatch(line) and not _FIELD.fullmatch(line)):
                depth = None
            elif (item := _ITEM.fullmatch(line)) and _SHORT.fullmatch(item[2]):
                yield number, partial(publish, item[2])
            elif field := _FIELD.fullmatch(line):
                fields = {} if line.lstrip().startswith("-") else fields
                fields[field[1]] = field[2]
                if field[1] == "published":
                    yield number, partial(_long, fields)


def _long(fields: dict[str, str]) -> Iterator[Opening]:
    """Yield the port of the long form, read when all of its fields are known."""
    if fields.get("host_ip") not in ("127.0.0.1", "::1"):
        yield from publish(f"{fields['published']}:{fields.get('target', '')}/{fields.get('protocol') or 'tcp'}")
