"""A column says which of two hosts of a row opens the connection: by its name, by its column, or both."""

import pytest

from tests.extract.test_predicates import opened
from tests.reading import page, reading_of

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


LEADS = {
    "Connection": ("Both ways", "From A to B", "From B to A"),
    "Direction": ("bidirectional", "A → B", "B -> A"),
    "Sens": ("les deux sens", "de A vers B", "de B vers A"),
    "Verbindung": ("beide Richtungen", "von A nach B", "von B nach A"),
}


@pytest.mark.parametrize("title", LEADS)
@pytest.mark.parametrize("head", ["End A | End B", "Side A | Side B", "Seite A | Seite B"])
def test_a_column_leads_from_one_end_to_the_other(head: str, title: str) -> None:
    both, there, back = LEADS[title]
    rows = (
        f"| Mill | Oven | {both} | TCP | 5660 |\n| Mill | Bakery | {there} | TCP | 5661 |\n"
        f"| Oven | Bakery | {back} | TCP | 5662 |\n"
    )
    assert opened(HEAD.format(f"{head} | {title}") + rows) == {
        *((one, way, 5660, other) for one, other in (("Mill", "Oven"), ("Oven", "Mill")) for way in ("in", "out")),
        ("Mill", "out", 5661, "Bakery"), ("Bakery", "in", 5661, "Mill"),
        ("Bakery", "out", 5662, "Oven"), ("Oven", "in", 5662, "Bakery"),
    }  # fmt: skip


@pytest.mark.parametrize("way", ["From primary host to standby host", "Primary host → standby host"])
def test_hosts_of_one_kind_are_told_apart_by_their_whole_titles(way: str) -> None:
    head = HEAD.format("Primary host | Standby host | Direction")
    assert opened(f"{head}| Mill | Oven | {way} | TCP | 5660 |\n") == {
        ("Mill", "out", 5660, "Oven"), ("Oven", "in", 5660, "Mill")
    }  # fmt: skip
    found = opened(f"{head}| Mill | Oven | Host → host | TCP | 5660 |\n")
    assert not any(each[0] in ("Mill", "Oven") and each[3] in ("Mill", "Oven") for each in found)


def test_columns_of_letters_are_no_ends_where_nothing_leads_between_them() -> None:
    rows = "| Mill | Oven | Recipes | TCP | 5660 |\n| Mill | Bakery | Orders from A to B | TCP | 5661 |\n"
    assert opened(HEAD.format("Site A | Site B | Purpose") + rows.replace("Orders from A to B", "Orders")) == set()


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Port A | Port B | Direction", "7101 | 7102 | bidirectional"),
        ("Port 1 | Port 2 | Direction", "7101 | 7102 | both"),
        ("Source port 1 | Source port 2 | Direction", "7103 | 7104 | both"),
        ("Protocol 1 | Protocol 2 | Direction", "TCP | UDP | both"),
        ("Purpose A | Purpose B | Environment", "Orders | Recipes | both"),
        ("Release 1 | Release 2 | Edition", "yes | yes | both"),
        ("Host | System | Edition", "Mill | Oven | both"),
    ],
)
def test_columns_of_what_are_no_hosts_are_no_ends(head: str, row: str) -> None:
    for both in (head, head.upper()):
        text = f"# Mill\n\n| {both} | Port |\n|---|---|---|---|\n| {row} | TCP 5660 |\n"
        claims = reading_of(page(text))[0].claims
        assert {(each.source, each.destination) for each in claims} == {(None, None)}
        ports = {port.start for each in claims for port in each.ports}
        assert ports == ({5660, 7101, 7102} if "Port A" in head or "Port 1" in head else {5660})
