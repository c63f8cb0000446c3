"""Ports that only some need, and nobody knows who has these, are needed under a condition, in each language."""

import pytest

from tests.reading import page, reading_of

SOME = (
    "Only named instances need this port.", "Only named instances use it.",
    "Only named instances require this port to be open.", "Used by named instances only.",
    "Only the initial setup uses this port.", "Nur benannte Instanzen benötigen diesen Port.",
    "Nur von benannten Instanzen benötigt.", "Seules les instances nommées ont besoin de ce port.",
    "Seules les instances nommées utilisent ce port.", "Solo le istanze denominate richiedono questa porta.",
    "Solo las instancias con nombre necesitan este puerto.", "Apenas instâncias nomeadas precisam desta porta.",
    "Alleen benoemde instanties hebben deze poort nodig.", "Tylko nazwane instancje wymagają tego portu.",
    "Только именованные экземпляры используют этот порт.", "Endast namngivna instanser behöver den här porten.",
    "只有命名实例需要此端口。",
)  # fmt: skip
ALL = (
    "Only the depot server needs this port.", "Only the agents need this port.", "Only administrators use it.",
    "Only this port needs to be open.", "Only one port is needed.", "Only TCP is required.", "Only HTTPS is used.",
    "Only encrypted connections are accepted.", "It is only rarely used.", "Not only named instances need this port.",
    "Nur dieser Port wird benötigt.", "Nur die Agenten benötigen diesen Port.", "Der Port wird nur lesend verwendet.",
    "Seul ce port est nécessaire.", "Solo los agentes necesitan este puerto.", "只需要此端口。",
)  # fmt: skip
FORMS = (
    "| Direction | Port | Purpose |\n|---|---|---|\n| Inbound | TCP 8443 | Browser service. {} |",
    "- Inbound TCP port 8443: browser service. {}",
)


def _needs(form: str, said: str) -> list[str]:
    reading, _ = reading_of(page(f"# Mill\n\n## Depot servers\n\n{form.format(said)}\n"))
    return [claim.need for claim in reading.claims]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", SOME)
def test_what_only_some_need_is_a_condition(form: str, said: str) -> None:
    assert _needs(form, said) == ["conditional"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", ALL)
def test_what_a_known_host_needs_or_that_is_only_one_is_none(form: str, said: str) -> None:
    assert _needs(form, said) == ["required"]
