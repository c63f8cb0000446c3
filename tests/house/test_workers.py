"""How tests are spread over workers."""

import os

import pytest


@pytest.fixture(scope="module")
def worker() -> str:
    """The worker of this process; since it is made for the module, the module's tests stay together."""
    return os.environ.get("PYTEST_XDIST_WORKER", "")


def test_what_is_made_for_a_module_is_made_on_one_worker(request: pytest.FixtureRequest, worker: str) -> None:
    """The groups of `tests/conftest.py` reach the scheduler as the end of a test's name, or do nothing at all."""
    if not worker or not request.config.getoption("loadgroup"):
        pytest.skip("one process runs all tests, or each test goes to any worker")
    assert request.node.nodeid.endswith(f"@{request.path}")
