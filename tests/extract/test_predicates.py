"""A sentence with two verbs says of the ports of each its own direction and its own other end."""

import pytest

from portspec.analysis.verdict import verdict
from portspec.pipeline import compile_sources
from tests.reading import page

Found = tuple[str | None, str | None, int, str | None]


def opened(text: str) -> set[Found]:
    """Return the open rules of a page: host, direction, port and peer."""
    spec = compile_sources([(page(text), None)], (), None, lambda _: None)
    return {
        (rule.host_text, rule.direction, rule.ports[0].start, rule.peer_text)
        for rule in verdict(spec)
        if rule.verdict == "open"
    }


def flows(relay: str, hub: str, browsers: str | None) -> set[Found]:
    """Return what the sentences say: the relay connects to the hub on 443, and listens on 8080 for browsers."""
    return {(relay, "out", 443, hub), (hub, "in", 443, relay), (relay, "in", 8080, browsers)}


SAID = {
    "The relay connects to the hub on TCP 443 and listens on TCP 8080 for browsers.": ("relay", "hub", "browsers"),
    "The relay listens on TCP 8080 for browsers and connects to the hub on TCP 443.": ("relay", "hub", "browsers"),
    "The relay must connect to the hub on TCP 443, and listens on TCP 8080.": ("relay", "hub", None),
    "Das Relais verbindet sich mit dem Hub über TCP 443 und lauscht auf TCP 8080.": ("Relais", "Hub", None),
    "Le relais se connecte au hub sur TCP 443 et écoute sur TCP 8080.": ("relais", "hub", None),
    "El relé se conecta al hub por TCP 443 y escucha en TCP 8080.": ("relé", "hub", None),
    "Il relay si connette al hub su TCP 443 e ascolta su TCP 8080.": ("relay", "hub", None),
    "O relé se conecta ao hub na porta TCP 443 e escuta na porta TCP 8080.": ("relé", "hub", None),
    "Ретранслятор подключается к серверу по порту TCP 443 и слушает порт TCP 8080.": ("Ретранслятор", "серверу", None),
}


@pytest.mark.parametrize("before", ["", "* "], ids=["sentence", "item"])
@pytest.mark.parametrize("said", SAID)
def test_each_verb_has_its_own_ports(said: str, before: str) -> None:
    assert opened(f"# Ports\n\n{before}{said}\n") == flows(*SAID[said])


def test_a_second_subject_is_another_host() -> None:
    said = "The agents connect to the hub on TCP 443, and the hub connects to the database on TCP 5432."
    assert opened(f"# Ports\n\n{said}\n") == {
        ("agents", "out", 443, "hub"),
        ("hub", "in", 443, "agents"),
        ("hub", "out", 5432, "database"),
        ("database", "in", 5432, "hub"),
    }


def test_one_verb_has_all_ports_of_its_sentence() -> None:
    said = "The agents connect to the hub on TCP 443 and TCP 8443 and report there."
    assert {port for _, _, port, _ in opened(f"# Ports\n\n{said}\n")} == {443, 8443}


@pytest.mark.parametrize(
    "said",
    [
        "The hub listens on TCP 7575 while the relay listens on TCP 7576.",
        "The hub listens on TCP 7575, whereas the relay listens on TCP 7576.",
        "The hub accepts connections on TCP 7575 and the relay accepts connections on TCP 7576.",
    ],
)
def test_each_statement_of_a_sentence_has_its_host(said: str) -> None:
    found = opened(f"# Ports\n\n{said}\n")
    assert {(host and host.casefold().removeprefix("the "), way, port) for host, way, port, _ in found} == {
        ("hub", "in", 7575),
        ("relay", "in", 7576),
    }


def test_what_is_opened_on_one_host_is_not_on_another_that_the_sentence_tells_of() -> None:
    found = opened("# Ports\n\nOpen TCP 7575 on the hub and the relay connects to the store on TCP 7576.\n")
    assert {(host, way, port) for host, way, port, _ in found} == {
        ("hub", "in", 7575),
        ("relay", "out", 7576),
        ("store", "in", 7576),
    }
