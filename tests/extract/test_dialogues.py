"""Steps through the dialogue of a firewall make a rule: for which ports, which way, and whether connections pass."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

DIALOGUES = tomllib.loads(Path(__file__).with_name("dialogues.toml").read_text(encoding="utf-8"))
"""By language, what the dialogue calls its fields and choices."""
Made = list[tuple[list[int], tuple[str, ...], str, str]]
"""The ports, transports, direction and need of each claim."""


def made(items: str) -> Made:
    reading, _ = reading_of(page(f"# Heron\n\n## Firewall\n\n{items}\n"))
    return [
        ([port.start for port in each.ports], each.transports, each.direction, each.need) for each in reading.claims
    ]


@pytest.mark.parametrize("tongue", DIALOGUES)
def test_steps_make_a_rule(tongue: str) -> None:
    said = DIALOGUES[tongue]
    steps = "1. **{way}** > **{new}**\n2. **Port**\n3. **TCP**, **{field}**: 7101, 7102\n4. **{choice}**"
    item = "- {new} > Port > TCP > {field}: 7101, 7102 > {choice}"

    def found(text: str, field: str, choice: str, way: str = "inbound") -> Made:
        return made(text.format(new=said["new"], field=said[field], choice=said[choice], way=said[way]))

    for text in (steps, item):
        assert found(text, "local", "allow") == [([7101, 7102], ("tcp",), "inbound", "required")]
        assert found(text, "local", "block") == [([7101, 7102], ("tcp",), "inbound", "denied")]
    assert found(steps, "remote", "allow", "outbound") == [([7101, 7102], ("tcp",), "outbound", "required")]
    assert found(steps, "remote", "block", "outbound") == [([7101, 7102], ("tcp",), "outbound", "denied")]


@pytest.mark.parametrize(
    "steps",
    [
        "1. Inbound Rules > New Rule\n2. TCP, specific remote ports: 7101\n3. Allow the connection",
        "1. Outbound Rules > New Rule\n2. TCP, specific local ports: 7101\n3. Allow the connection",
        "1. Inbound Rules > New Rule\n2. TCP, specific local ports: 7101\n3. Do not select Allow the connection",
        "1. Inbound Rules > New Rule\n2. TCP, specific local ports, for example 7101\n3. Allow the connection",
        "1. Delete the rule\n2. that has TCP, specific local ports: 7101\n3. and Allow the connection",
        "1. Inbound Rules > New Rule\n2. TCP, specific local ports: 7101\n3. Allow or block the connection",
        "1. Allow the connection\n2. or Block the connection\n3. TCP, specific local ports: 7101",
    ],
)
def test_steps_that_make_no_such_rule_open_nothing(steps: str) -> None:
    assert [each for each in made(steps) if each[2:] == ("inbound", "required")] == []


def test_each_item_may_make_a_rule_of_its_own() -> None:
    items = (
        "- New rule > Port > TCP > Specific local ports: 7101 > Allow the connection\n"
        "- New rule > Port > UDP > Specific local ports: 7102 > Block the connection\n"
        "- Outbound Rules > New rule > TCP > Specific remote ports: 7103 > Allow the connection"
    )
    assert made(items) == [
        ([7101], ("tcp",), "inbound", "required"),
        ([7102], ("udp",), "inbound", "denied"),
        ([7103], ("tcp",), "outbound", "required"),
    ]


def test_a_rule_may_be_for_a_case_only() -> None:
    item = "- If the relay is used: New rule > TCP > Specific local ports: 7101 > Allow the connection"
    assert [each[3] for each in made(item)] == ["conditional"]
