"""Which number a port had in older versions limits nothing of what it is now, in each language."""

import pytest

from tests.reading import page, reading_of

FORMER = (
    "Was 5001 before 8.0", "Before version 8.0 this port was 5001.", "Before 8.0 it was 5001.",
    "Before 8.0, it was 5001",
    "War vor Version 8.0 5001", "Était 5001 avant la version 8.0", "Era 5001 antes de la versión 8.0",
    "Era 5001 prima della versione 8.0", "Era 5001 antes da versão 8.0",
)  # fmt: skip
LIMITS = (
    "Was 6001 before 8.0", "Was open before 8.0", "Needed before 8.0", "Was used before 8.0 beside 5001",
    "Was needed by 5001 before 8.0",
)  # fmt: skip
FORMS = (
    "| Direction | Port | Notes |\n|---|---|---|\n| Inbound | TCP 6001 | {} |",
    "| Direction | Port | Notes |\n|---|---|---|\n| Inbound | TCP 6001 ({}) | Web |",
    "- Inbound TCP 6001 ({})",
)


def _needs(form: str, said: str) -> list[tuple[int, str]]:
    reading, _ = reading_of(page(f"# Mill\n\n## Server\n\n{form.format(said)}\n"))
    return [(port.start, claim.need) for claim in reading.claims for port in claim.ports]


@pytest.mark.parametrize("form", FORMS[:1])
@pytest.mark.parametrize("said", FORMER)
def test_the_number_that_a_port_had_once_limits_it_not(form: str, said: str) -> None:
    assert _needs(form, said) == [(6001, "required")]


@pytest.mark.parametrize("form", FORMS[1:])
def test_so_it_does_in_brackets_behind_the_port(form: str) -> None:
    assert _needs(form, "was 5001 before 8.0") == [(6001, "required")]


@pytest.mark.parametrize("said", LIMITS)
def test_what_is_said_of_the_port_itself_limits_it(said: str) -> None:
    assert (6001, "required") not in _needs(FORMS[0], said)


@pytest.mark.parametrize("title", ["Listener", "リスナー", "监听程序", "리스너"])
def test_what_listens_on_the_host_itself_is_no_end_of_what_comes_in(title: str) -> None:
    head = f"# Mill\n\n## Depot servers\n\n| {title} | Direction | Port |\n|---|---|---|\n"
    rows = (
        "| Web console | Inbound | TCP 8443 |\n| Update service | Outbound | TCP 443 |\n| Relay | Inbound | TCP 25 |\n"
    )
    claims = reading_of(page(head + rows))[0].claims
    assert [claim.destination for claim in claims] == [None, "Update service", "Relay"]
