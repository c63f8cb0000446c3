"""A number behind the name of its service is a port, and of a paragraph that speaks of ports no number is forgotten."""

import pytest

from portspec.extract.grammar.mentions import may_mention, mentions
from tests.reading import page, reading_of


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("The mill needs HTTPS (443) to the hub.", {443}),
        ("Allow SSH (22) from the console.", {22}),
        ("The hub must reach the directory by LDAP on 389 or LDAPS on 636.", {389, 636}),
        ("Open HTTP/HTTPS (80/443) on the hub.", {80, 443}),
        ("Für die Mühle muss HTTPS (443) zum Hub freigegeben werden.", {443}),
        ("Le moulin doit pouvoir joindre le concentrateur en HTTPS (443).", {443}),
        ("Permita SSH (22) desde la consola.", {22}),
        ("È necessario consentire SSH (22) dalla console.", {22}),
        ("Permita SSH (22) a partir do console.", {22}),
        ("Sta SSH (22) toe vanaf de console.", {22}),
        ("Разрешите SSH (22) с консоли.", {22}),
        ("请允许 SSH（22）访问。", {22}),
    ],
)
def test_a_number_behind_the_name_of_its_service_is_a_port(text: str, ports: set[int]) -> None:
    found = [each for mention in mentions(text) for part in mention.parts for each in part.ports]
    assert may_mention(text)
    assert {port for each in found for port in (each.start, each.end)} == ports


@pytest.mark.parametrize(
    "text", ["The page answers with HTTP 404, or HTTP 503.", "Install SSH 22.1.", "HTTP 2 is on.", "24 logins an hour."]
)
def test_another_number_behind_the_name_of_a_service_is_none(text: str) -> None:
    assert mentions(text) == []


def test_each_number_of_a_paragraph_that_speaks_of_ports_is_accounted_for() -> None:
    reading, found = reading_of(page("# Mill\n\nThe mill listens on TCP 7101. Behind a proxy, allow 3128 as well.\n"))
    claimed = {each.start for claim in reading.claims for each in claim.ports}
    assert claimed | {3128 for each in found if "3128" in each.message} == {7101, 3128}
