"""Dockerfiles: `EXPOSE 80/tcp 443` says at which ports a container listens (Dockerfile reference)."""

import re
from collections.abc import Iterator
from functools import partial

from portspec.extract.commands.files import Openings
from portspec.extract.commands.opening import Opening, opening

_EXPOSE = re.compile(r"\s*EXPOSE\s+(.+?)\s*(?:\\\s*)?(?:#.*)?")


def read(text: str, _language: str) -> Iterator[tuple[int, Openings]]:
    """Yield the lines that declare ports."""
    for number, line in enumerate(text.split("\n")):
        if match := _EXPOSE.fullmatch(line):
            yield number, partial(_exposed, match[1])


def _exposed(words: str) -> Iterator[Opening]:
    """Yield the ports; one is of TCP unless it says otherwise."""
    for word in words.split():
        ports, _, transport = word.partition("/")
        found = opening(ports, transport or "tcp")
        yield Opening(ports=found.ports, transports=found.transports, inside=found.ports)
