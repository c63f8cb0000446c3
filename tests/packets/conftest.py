"""What the tests with real packets need: the right, the programs, and a laboratory for each test."""

import os
from collections.abc import Iterator

import pytest

from tests.conftest import Need
from tests.packets.lab import Lab, laboratory


@pytest.fixture
def lab(need: Need) -> Iterator[Lab]:
    """A host and its peers, without any rules."""
    if os.geteuid() != 0:
        stop = pytest.fail if os.environ.get("PORTSPEC_REQUIRE_ALL") == "1" else pytest.skip
        stop("only root can make network namespaces")
    for tool in ("ip", "nft", "sh", "awk", "ss", "unshare"):
        need(tool)
    with laboratory() as built:
        yield built
