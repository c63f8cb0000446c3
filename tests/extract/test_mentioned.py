"""A finding about a port that is only mentioned is about one that is not in the spec."""

import pytest

from portspec.findings import Finding
from portspec.pipeline import compile_sources
from tests.reading import page

TABLE = "\n| Port | Protocol | Direction |\n|---|---|---|\n| 443 | TCP | inbound |\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("For example, ports 80 and 443 are in a group.\n\nClients must open port 80 and port 443.\n", None),
        (
            "For example, ports 80 and 443 are in a group.\n" + TABLE,
            "Port 80 is mentioned here and nowhere else; it is",
        ),
        ("For example, ports 80 and 81 were used.\n" + TABLE, "Ports 80, 81 are mentioned here and nowhere else; they"),
    ],
)
def test_only_what_is_not_in_the_spec_is_reported(text: str, said: str | None) -> None:
    found: list[Finding] = []
    spec = compile_sources([(page("# Ports\n\n" + text), None)], (), None, found.append)
    messages = [each.message for each in found if each.code == "PS206"]

    assert spec.requirements
    assert len(messages) == (said is not None)
    assert all(each.startswith(said or "") for each in messages)
