"""A column says which of two hosts of a row opens the connection: by its name, by its column, or both."""

import pytest

from tests.extract.test_predicates import opened

HEAD = "# Replication\n\n| {} | Protocol | Port |\n|---|---|---|---|---|\n"


@pytest.mark.parametrize(
    "head", ["Host A | Host B | Initiator", "Host A | Host B | Initiated by", "Host A | Host B | Initiateur"]
)
def test_who_opens_the_connection(head: str) -> None:
    rows = (
        "| Primary | Standby | Standby | TCP | 5660 |\n"
        "| Primary | Witness | Host A | TCP | 5661 |\n"
        "| Primary | Archive | Host B | TCP | 5662 |\n"
    )
    assert opened(HEAD.format(head) + rows) == {
        ("Standby", "out", 5660, "Primary"), ("Primary", "in", 5660, "Standby"),
        ("Primary", "out", 5661, "Witness"), ("Witness", "in", 5661, "Primary"),
        ("Archive", "out", 5662, "Primary"), ("Primary", "in", 5662, "Archive"),
    }  # fmt: skip


def test_both_may_open_it() -> None:
    assert opened(f"{HEAD.format('Host A | Host B | Initiator')}| Primary | Standby | Both | TCP | 5660 |\n") == {
        (one, way, 5660, other)
        for one, other in (("Primary", "Standby"), ("Standby", "Primary"))
        for way in ("in", "out")
    }


def test_a_third_host_makes_them_no_ends() -> None:
    rows = "| Primary | Standby | Console | TCP | 5660 |\n| Primary | Witness | Primary | TCP | 5661 |\n"
    found = opened(HEAD.format("Host A | Host B | Initiator") + rows)
    assert ("Standby", "in", 5660, "Primary") not in found
