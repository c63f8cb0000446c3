"""What stands beside ports and is none: ports named again in brackets, and whether others can be chosen."""

import tomllib
from pathlib import Path

import pytest

from portspec.spec import PortRange
from tests.reading import page, reading_of

ANSWERS = tomllib.loads(Path(__file__).with_name("answered.toml").read_text(encoding="utf-8"))
CONFIGURABLE = {
    "en": ("Configurable", "Changeable?"), "de": ("Konfigurierbar", "Änderbar"), "fr": ("Configurable", "Modifiable"),
    "es": ("Configurable", "Modificable"), "it": ("Configurabile", "Modificabile"), "pt": ("Configurável",),
    "nl": ("Configureerbaar", "Aanpasbaar"), "pl": ("Konfigurowalny",), "ru": ("Настраиваемый",), "ja": ("変更可能",),
    "zh": ("可配置", "可修改"), "ko": ("변경 가능",),
}  # fmt: skip


@pytest.mark.parametrize("language", CONFIGURABLE)
def test_a_yes_below_configurable_says_that_others_can_be_chosen(language: str) -> None:
    port, protocol, direction, inbound, yes, no = ANSWERS[language]["words"]
    for title in CONFIGURABLE[language]:
        head = f"| {port} | {protocol} | {direction} | {title} |\n|---|---|---|---|\n"
        rows = f"| 7101 | TCP | {inbound} | {yes} |\n| 7102 | TCP | {inbound} | {no} |\n"
        claims = reading_of(page(f"# Mill\n\n## Server\n\n{head}{rows}"))[0].claims
        assert [(claim.configurable, claim.need) for claim in claims] == [(True, "required"), (False, "required")]


AGAIN = (
    "The hub listens on TCP ports 5000 and 5001 (port 5000 for web, 5001 for sync).",
    "Open inbound TCP ports 5000 and 5001 for the hub (port 5000 is the web port, port 5001 the sync port).",
)


@pytest.mark.parametrize("said", AGAIN)
def test_a_remark_that_names_the_same_ports_states_none(said: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Depot servers\n\n{said}\n"))[0].claims
    assert [(claim.ports, claim.transports) for claim in claims] == [
        ((PortRange(start=5000, end=5000), PortRange(start=5001, end=5001)), ("tcp",))
    ]


def test_a_remark_that_names_another_port_or_transport_states_it() -> None:
    said = "The hub listens on TCP port 5000 (and on port 5001 for sync, and UDP port 5000)."
    claims = reading_of(page(f"# Mill\n\n## Depot servers\n\n{said}\n"))[0].claims
    assert {(port.start, claim.transports) for claim in claims for port in claim.ports} >= {(5000, ("udp",))}
    assert {port.start for claim in claims for port in claim.ports} == {5000, 5001}
