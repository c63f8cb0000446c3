"""Lines that lead to ports, say which way connections go, and name who is at the other end of them."""

import pytest

from tests.reading import page, reading_of


def ends_of(lead: str) -> list[tuple[str, str, str | None, str | None]]:
    claims = reading_of(page(f"# Mill\n\n## Network needs\n\n{lead}\n\n- 7101/tcp\n"))[0].claims
    return [(each.direction, each.need, each.source, each.destination) for each in claims]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Allow inbound traffic from the office on:", "office"),
        ("Allow inbound TCP traffic from the office:", "office"),
        ("Allow inbound connections from the office to these ports:", "office"),
        ("Inbound traffic from the office must be allowed on:", "office"),
        ("Allow inbound traffic from 10.0.0.0/8 on:", "10.0.0.0/8"),
        ("Erlauben Sie eingehenden Verkehr vom Büro auf:", "Büro"),
        ("Autorisez le trafic entrant depuis le bureau sur :", "bureau"),
    ],
)
def test_who_comes_in_is_the_source(lead: str, name: str) -> None:
    assert ends_of(lead) == [("inbound", "required", name, None)]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Allow outbound traffic to the store on:", "store"),
        ("Permit outbound connections to the store on these ports:", "store"),
        ("Allow outbound traffic to 192.0.2.1 on:", "192.0.2.1"),
    ],
)
def test_where_they_go_is_the_destination(lead: str, name: str) -> None:
    assert ends_of(lead) == [("outbound", "required", None, name)]


def test_both_may_be_named() -> None:
    assert ends_of("Allow inbound traffic from the office to the hub on:") == [("inbound", "required", "office", "hub")]


@pytest.mark.parametrize("lead", ["Allow inbound traffic from any source on:", "Allow inbound traffic on:"])
def test_anybody_is_no_end(lead: str) -> None:
    assert ends_of(lead) == [("inbound", "required", None, None)]


def test_what_is_blocked_stays_so() -> None:
    assert [each[1] for each in ends_of("Block inbound traffic from the office on:")] == ["denied"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("From agents", "agents"),
        ("From the agents", "agents"),
        ("Only from the office", "office"),
        ("From the Internet", "Internet"),
        ("Von den Agenten", "Agenten"),
        ("Nur aus dem lokalen Netz", "lokalen Netz"),
        ("Depuis les agents", "agents"),
        ("Desde los agentes", "agentes"),
    ],
)
@pytest.mark.parametrize("form", ["{}:", "### {}"])
def test_a_title_may_be_nothing_but_who_connects(title: str, name: str, form: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Inbound\n\n{form.format(title)}\n\n- 7101/tcp\n"))[0].claims
    assert [(each.role, each.direction, each.source) for each in claims] == [(None, "inbound", name)]


@pytest.mark.parametrize("title", ["From version 5 on", "To do", "Von Clients verwendete Ports"])
def test_other_titles_name_no_end(title: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Inbound\n\n{title}:\n\n- 7101/tcp\n"))[0].claims
    assert [(each.source, each.destination) for each in claims] == [(None, None)]


@pytest.mark.parametrize("verb", ["takes place on", "happens on", "occurs over", "runs over"])
def test_a_verb_ends_the_name_before_it(verb: str) -> None:
    text = f"# Mill\n\n## Gateway\n\nCommunication between the nodes and the console {verb} TCP 7101.\n"
    assert [each.peers for each in reading_of(page(text))[0].claims] == [("nodes", "console")]
