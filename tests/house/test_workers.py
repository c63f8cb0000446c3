"""How tests are spread over workers."""

import os

import pytest


def test_what_is_shared_is_made_on_one_worker(request: pytest.FixtureRequest) -> None:
    """The groups of `tests/conftest.py` reach the scheduler as the end of a test's name, or do nothing at all."""
    if "PYTEST_XDIST_WORKER" not in os.environ or not request.config.getoption("loadgroup"):
        pytest.skip("one process runs all tests, or each test goes to any worker")
    assert request.node.nodeid.endswith("@house")
