"""An item of several sentences asks for what one of them asks for, whatever another one gives as an example."""

import pytest

from tests.reading import open_ports, page, reading_of


def _stated(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    reading, _ = reading_of(page(f"# Widget\n\n{text}\n"))
    return [(", ".join(map(str, claim.ports)), claim.transports, claim.need) for claim in reading.claims]


@pytest.mark.parametrize(
    "item",
    [
        "Ensure that TCP ports 7001 and 7002 are open. For example, port 7100 was open in our tests.",
        "TCP-Ports 7001 und 7002 müssen offen sein. Zum Beispiel war in unseren Tests Port 7100 offen.",
        "Les ports TCP 7001 et 7002 doivent être ouverts. Par exemple, le port 7100 était ouvert.",
    ],
)
def test_an_example_closes_nothing_beside_it(item: str) -> None:
    assert open_ports(f"# Widget\n\n- {item}\n") == {7001, 7002}


def test_an_example_alone_asks_for_nothing_and_is_said() -> None:
    reading, findings = reading_of(page("# Widget\n\n- For example, TCP port 7100 was open in our tests.\n"))
    assert reading.claims == ()
    assert [each.code for each in findings] == ["PS206"]


def test_a_port_that_another_replaces_stays_closed() -> None:
    item = "- 6460/tcp inbound: subscriptions (replaces 6461/tcp, which is obsolete and must be closed)"
    assert _stated(item) == [("6460", ("tcp",), "required"), ("6461", ("tcp",), "denied")]


def test_a_clause_that_goes_on_about_both_closes_both() -> None:
    assert open_ports("# Widget\n\n- TCP 80 inbound and TCP 81 inbound, and both must be closed\n") == set()


def test_a_port_without_its_transport_is_the_one_that_has_it() -> None:
    item = "- It listens on UDP port 7111. So on the first host port 7111 needs to be opened in the firewall."
    assert _stated(item) == [("7111", ("udp",), "required")]


@pytest.mark.parametrize(
    "lead",
    [
        "The following exceptions are required:", "Se necesitan las siguientes excepciones:",
        "Требуются следующие исключения:", "Die folgenden Ausnahmen sind erforderlich:",
        "Les exceptions suivantes sont nécessaires :", "Sono necessarie le seguenti eccezioni:",
    ],
)  # fmt: skip
def test_a_line_asks_for_the_items_that_it_leads_to(lead: str) -> None:
    item = "If the second adapter of the machine is used for the location service of the other machine, TCP port 7020"
    text = f"# Widget\n\n{lead}\n\n- {item}, which is what the text of this long item says in the end of it.\n- GRE\n"
    reading, _ = reading_of(page(text))
    assert [claim.transports for claim in reading.claims] == [("tcp",), ("gre",)]


def test_a_line_that_wants_them_closed_asks_for_none() -> None:
    assert open_ports("# Widget\n\nNever open the following exceptions:\n\n- TCP port 7020\n") == set()


@pytest.mark.parametrize(
    "item",
    [
        "Make sure that all TCP ports returned by the query allow inbound traffic.",
        "Allow inbound TCP traffic on all ports listed below.",
        "Allow inbound TCP traffic on all ports that the command shows.",
        "Allow inbound TCP traffic on all ports required by the system.",
        "Erlauben Sie eingehenden TCP-Verkehr auf allen Ports, die der Befehl anzeigt.",
        "Tous les ports TCP entrants renvoyés par la commande doivent être ouverts.",
        "Se till att alla portar som returneras av frågan tillåter inkommande TCP-trafik.",
        "Permita el tráfico TCP entrante en todos los puertos que devuelve el comando.",
        "Consentire il traffico TCP in ingresso su tutte le porte elencate sotto.",
    ],
)
def test_all_ports_of_which_more_is_said_are_not_all(item: str) -> None:
    assert _stated(f"- {item}") == []


@pytest.mark.parametrize(
    "item",
    [
        "Allow inbound TCP traffic on all ports from the subnet.",
        "Allow inbound TCP traffic on all ports.",
        "Erlauben Sie ausgehenden TCP-Verkehr auf alle Ports zum Hub.",
        "Autorisez le trafic TCP entrant sur tous les ports depuis le hub.",
    ],
)
def test_all_ports_that_go_on_to_an_end_are_all(item: str) -> None:
    assert [ports for ports, *_ in _stated(f"- {item}")] == ["0-65535"]
