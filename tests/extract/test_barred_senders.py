"""A sentence that bars the way from one host closes no flow of another, and each flow that may be of that host."""

import pytest

from tests.reading import page, reading_of

APART = {
    "en": (
        "Permit traffic from the {} to the map server on {}.",
        "Block all traffic from the {} to the map server on {}.",
    ),
    "de": (
        "Erlauben Sie Verkehr von den {} zum Archiv auf {}.",
        "Sperren Sie jeden Verkehr von den {} zum Archiv auf {}.",
    ),
    "fr": ("Autorisez le trafic des {} vers le serveur sur {}.", "Bloquez le trafic des {} vers le serveur sur {}."),
    "es": (
        "Permita el tráfico desde los {} hacia el servidor en el puerto {}.",
        "Bloquee el tráfico desde los {} hacia el servidor en el puerto {}.",
    ),
}
PORT = "TCP 7101"


def _needs(text: str) -> list[tuple[str | None, str]]:
    claims = reading_of(page(f"# Survey\n\n## Firewall between the zones\n\n{text}\n"))[0].claims
    return [(claim.source, claim.need) for claim in claims]


@pytest.mark.parametrize("language", APART)
def test_a_flow_of_others_stays_open(language: str) -> None:
    permit, block = APART[language]
    assert _needs(f"{permit.format('agents', PORT)} {block.format('drones', PORT)}") == [("agents", "required")]


@pytest.mark.parametrize("language", APART)
def test_a_flow_that_may_be_of_the_barred_is_closed(language: str) -> None:
    permit, block = APART[language]
    for one, other in (("drones", "drones"), ("drones", "mapping drones"), ("mapping drones", "drones")):
        assert [need for _, need in _needs(f"{permit.format(one, PORT)} {block.format(other, PORT)}")] == ["denied"], (
            one,
            other,
        )


@pytest.mark.parametrize("senders", ["other hosts", "office LAN", "hosts", "Internet"])
def test_anybody_may_be_one_of_the_barred(senders: str) -> None:
    permit, block = APART["en"]
    assert [need for _, need in _needs(f"{permit.format(senders, PORT)} {block.format('drones', PORT)}")] == ["denied"]


@pytest.mark.parametrize("block", ["Block port 7101.", "Block all traffic to the map server on TCP port 7101."])
def test_what_names_no_sender_closes_the_port(block: str) -> None:
    assert [need for _, need in _needs(f"{APART['en'][0].format('drones', PORT)} {block}")] == ["denied"]
