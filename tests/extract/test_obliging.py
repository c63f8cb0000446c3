"""Words such as "have to" end the name of an end, and lead to none: "connections to it have to be permitted"."""

import pytest

from tests.reading import page, reading_of

SAID = [
    "Artists submit jobs to TCP port 7101, so inbound connections to it have to be permitted on the render server.",
    "Artists submit jobs to TCP port 7101, and inbound connections to it ought to be allowed on the render server.",
    "Los artistas usan el puerto TCP 7101: las conexiones entrantes hacia él tienen que permitirse en el servidor.",
    "Gli artisti usano la porta TCP 7101: le connessioni in ingresso verso di essa vanno consentite sul server.",
]


@pytest.mark.parametrize("said", SAID)
def test_what_must_be_is_no_end(said: str) -> None:
    (claim,) = reading_of(page(f"# Heron\n\n## Ports\n\n{said}\n"))[0].claims
    assert (claim.direction, claim.source, claim.destination) == ("inbound", None, None)


def test_who_must_connect_is_one() -> None:
    (claim,) = reading_of(page("# Heron\n\n## Ports\n\nThe agents have to connect to the hub on TCP 7101.\n"))[0].claims
    assert (claim.source, claim.destination) == ("agents", "hub")
