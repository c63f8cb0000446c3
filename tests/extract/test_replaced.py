"""Ports in whose place a text names others, "instead of the old listener at 8443": they are not meant."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

CASES = tomllib.loads(Path(__file__).with_name("replaced.toml").read_text(encoding="utf-8"))


def _ports(text: str) -> dict[int, str]:
    return {each.start: claim.need for claim in reading_of(page(text))[0].claims for each in claim.ports}


@pytest.mark.parametrize("said", [said for each in CASES["sentences"].values() for said in each])
def test_only_the_port_that_takes_the_place_is_meant(said: str) -> None:
    assert _ports(f"# Hub\n\n{said}\n") == {9090: "required"}


@pytest.mark.parametrize(
    "said", [" and the relay listens on TCP port 9191", ", and the relay listens on TCP port 9191"]
)
def test_what_another_statement_names_is_meant(said: str) -> None:
    assert {*_ports(f"# Hub\n\nThe hub listens on TCP port 9090 instead of 8443{said}.\n")} == {9090, 9191}


def test_an_item_names_the_port_that_it_is_about() -> None:
    items = "- TCP 9090, instead of the old listener at TCP 8443\n- UDP 9091 (rather than TCP 8444)\n"
    assert {*_ports(f"# Hub\n\nOpen these ports on the hub:\n\n{items}")} == {9090, 9091}


def _row(remark: str) -> str:
    return (
        f"# Hub\n\n| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 8443 | TCP | inbound | {remark} |\n"
    )


@pytest.mark.parametrize("said", CASES["remarks"]["gone"])
def test_a_row_is_gone_that_another_port_replaces(said: str) -> None:
    assert _ports(_row(said)) == {8443: "retired"}


@pytest.mark.parametrize("said", CASES["remarks"]["stays"])
def test_a_row_stays_that_takes_the_place_of_another(said: str) -> None:
    assert _ports(_row(said)) == {8443: "required"}


GUIDE = [
    ("As of release 7, inbound TCP port 7101 replaces inbound TCP port 7100. This guide describes release 9.",
     "Delete the firewall rules for port 7100 and make sure that port 7101 is open."),
    ("Seit Version 7 ersetzt der eingehende TCP-Port 7101 den Port 7100. Diese Anleitung beschreibt Version 9.",
     "Löschen Sie die Regeln für Port 7100 und stellen Sie sicher, dass Port 7101 offen ist."),
    ("Depuis la version 7, le port TCP entrant 7101 remplace le port 7100. Ce guide décrit la version 9.",
     "Supprimez les règles du port 7100 et vérifiez que le port 7101 est ouvert."),
]  # fmt: skip


@pytest.mark.parametrize("said", GUIDE)
def test_a_port_that_is_asked_for_has_the_direction_by_which_it_was_called(said: tuple[str, str]) -> None:
    (claim,) = reading_of(page(f"# Heron\n\n## Exam servers\n\n{' '.join(said)}\n"))[0].claims
    assert (claim.ports[0].start, claim.direction, claim.transports) == (7101, "inbound", ("tcp",))


def test_in_the_place_of_an_abolished_thing_a_port_is_used() -> None:
    rows = (
        "| 7101 | UDP | 受信 | 廃止された旧「湯守」に代わり、通知で使用中 |\n| 7102 | UDP | 受信 | 旧「湯守」は廃止 |\n"
    )
    table = f"| ポート | プロトコル | 方向 | 備考 |\n|---|---|---|---|\n{rows}"
    claims = reading_of(page(f"# Mill\n\n## サーバー\n\n{table}"))[0].claims
    assert [claim.need for claim in claims] == ["required", "retired"]
