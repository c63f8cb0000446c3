"""What the tests with real packets need: the right, the programs, and a laboratory for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from portspec.proof.bases import base
from portspec.proof.host import Host
from portspec.proof.lab import is_root, laboratory
from portspec.writers.firewall import Options
from tests.conftest import Need, lacking
from tests.packets.lab import PEERS, Lab

PLAIN = Options(roles=())
Closed = Callable[..., Host]


@pytest.fixture
def lab(need: Need) -> Iterator[Lab]:
    """A host and its peers, without any rules."""
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "sh", "awk", "ss", "unshare"):
        need(tool)
    with laboratory(PEERS) as built:
        yield built


@pytest.fixture
def closed(lab: Lab, need: Need) -> Iterator[Closed]:
    """`closed(dialect, options)`: the host with a firewall of that kind that denies all."""
    with ExitStack() as stack:

        def build(dialect: str, options: Options = PLAIN) -> Host:
            found = base(dialect)
            for tool in found.TOOLS:
                need(tool)
            return stack.enter_context(found.closed(lab, options))

        yield build
