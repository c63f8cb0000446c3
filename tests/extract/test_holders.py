"""Those that sentences of a page say listen, or keep ports open, are its hosts, whatever they are called."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

HOLDERS = tomllib.loads((Path(__file__).parent / "holders.toml").read_text("utf-8"))


def let_in(text: str) -> list[str]:
    """Return the host and the port of each rule that lets connections in by a page."""
    reading, _ = reading_of(page(f"# Heron ports\n\n{text}\n"))
    found = [each for each in reading.claims if each.direction == "inbound"]
    return sorted(f"{each.role} {port.start}" for each in found for port in each.ports)


@pytest.mark.parametrize("kind", HOLDERS)
def test_each_port_is_on_the_host_that_holds_it(kind: str) -> None:
    found = {text: let_in(text) for text in HOLDERS[kind]}
    assert found == {text: sorted(wanted) for text, wanted in HOLDERS[kind].items()}
