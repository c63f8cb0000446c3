"""The firewall builder gives what `portspec emit` gives, to the last byte, wherever it is opened."""

import json
import os
import random
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from portspec.findings import Finding
from portspec.spec import Party, Spec, role_closure
from portspec.writers.firewall import Options, dialects, emit, meets
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.parties import all_parties
from portspec.writers.site.builder.bundle import engine
from portspec.writers.site.builder.data import data
from tests.firewall.reading import reading, role, row, spec_of
from tests.writers.example import SPEC

CHOICES = 400 if os.environ.get("PORTSPEC_REQUIRE_ALL") == "1" else 40
HOSTILE = [
    "$(reboot) `reboot` \"'\\ <b>&amp;</b> ]]> --> {{ x }} {% raw %} # ;",
    "линия\u2028вторая\u2029\u202eобратно\u200b\x00\x07 \U0001f50c 中文 ß é e\u0301",
    "x\r\ny\tz " * 40 + "\U0001f50c" * 30,
]


def hostile() -> Spec:
    """Roles, parties and purposes with all that could end a comment or a string, or be counted wrongly."""
    rows = [
        row(
            f"röle.{at}.both",
            "röle",
            ("both", "inbound", "outbound")[at % 3],
            f"{100 + at}, {300 + 2 * at}-{301 + 2 * at}",
            "tcp udp" if at % 2 else "sctp",
            peers=(Party(text=HOSTILE[at % 3]),) if at % 4 else (),
            purpose=HOSTILE[at % 3],
            condition=HOSTILE[(at + 1) % 3],
            configurable=True,
        )
        for at in range(20)
    ]
    return spec_of(*rows, row("röle.gre", "röle", "inbound", "", "gre"), roles=(role("röle"),))


SPECS = {"seed": reading(), "example": SPEC, "hostile": hostile()}
NETWORKS = """
10.0.0.0/8 10.1.0.0/16 10.1.2.3/32 192.0.2.0/25 192.0.2.128/25 0.0.0.0/0 ::/0 2001:db8::/32 2001:db8::1 1.2.3.4/8 x
""".split()
PORTS = "1 30000 30010-30100 30200 2000-2001 65535 50000-50001 0 7-3 http".split()
WRONG = 0.1
"""How often a choice is one that cannot be met."""


def choice(spec: Spec, dice: random.Random) -> tuple[str, Options]:
    """A dialect and options; most can be met."""
    dialect = dice.choice(dialects())
    roles = tuple(dice.sample([each.id for each in spec.roles], dice.randint(1, min(3, len(spec.roles)))))
    all_roles = {each for name in roles for each in role_closure(spec, name)}
    rows = [each for each in spec.requirements if each.role in all_roles or dice.random() < WRONG / 10]
    fine = dice.random() > WRONG

    def has(option: Any, often: float) -> bool:
        return dice.random() < (often if meets(dialect, option) else WRONG / 10)

    def pairs(names: Iterable[str], values: list[str], often: float) -> dict[str, tuple[str, ...]]:
        picked = [each for each in dict.fromkeys(names) if dice.random() < often]
        dice.shuffle(picked)
        good = values[:-3] if fine else values
        return {each: tuple(dice.sample(good, dice.randint(1, 3))) for each in picked}

    def ports(names: Iterable[str], often: float) -> dict[str, tuple[str, ...]]:
        found = pairs(names, PORTS, often)
        return {
            name: each if at == 0 or not fine else (str(40000 + at),) for at, (name, each) in enumerate(found.items())
        }

    parties = [name for each in rows for name in all_parties(each)]
    peers = pairs(parties, NETWORKS, 1 if dice.random() < 1 - WRONG else 0.5)
    peers |= {name: ("any",) for name in peers if dice.random() < 0.2}
    enforce = has("enforce", 0.4)
    output = enforce and has("enforce_output", 0.4)
    own = has("interface", 0.3) and not enforce
    return dialect, Options(
        roles=roles,
        includes=dice.random() > WRONG / 2,
        peers=peers if dice.random() < 0.8 else {},
        binds=ports((bind_name(each) for each in rows if each.dynamic), 0.5),
        sets=ports((each.id for each in rows if each.configurable), 0.05),
        accept_assumptions=dice.random() < 0.5,
        enforce=enforce,
        enforce_output=output,
        allow=pairs(["dns", "ntp", "updates", "3128/tcp"], NETWORKS, 1 - WRONG / 4) if output else {},
        zone=dice.choice(["storage", "a b" if not fine else "x"]) if has("zone", 0.5) else None,
        table="inet:own" if has("table", 0.3) and not enforce else None,
        interface="eth0.7" if own else None,
        internal_interface="virbr0" if enforce and has("enforce", 0.3) else None,
    )


def expected(spec: Spec, dialect: str, options: Options) -> tuple[Any, Any]:
    said: list[Finding] = []
    files = [[each.path, each.data.decode()] for each in emit(dialect, spec, options, said.append)]
    return files, [[each.severity, each.message, each.help] for each in said]


ASK = """question => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(event.message);
    worker.postMessage(question);
})"""
START = """() => new Promise((resolve, reject) => {
    const parts = portspec.engine.flatMap((each) => [each, "\\n;"]);
    globalThis.worker = new Worker(URL.createObjectURL(new Blob(parts)));
    worker.onmessage = () => resolve(true);
    worker.onerror = (event) => reject(event.message);
})"""


@pytest.fixture(scope="module")
def machine(browser: Browser) -> Iterator[Page]:
    """A page with nothing but the engine, which must keep silent."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_script_tag(content="globalThis.portspec = {};")
    page.add_script_tag(content=engine().data.decode())
    assert page.evaluate(START)
    yield page
    page.close()
    assert said == []


def answer(machine: Page, spec: Spec, dialect: str, options: Options) -> dict[str, Any]:
    question = {
        "spec": data(replace(spec, requirements=(), notes=(), findings=())),
        "digest": spec.digest,
        "rows": [data(each) for each in spec.requirements],
        "options": msgspec.to_builtins(options),
        "dialect": dialect,
    }
    found: dict[str, Any] = json.loads(machine.evaluate(ASK, json.dumps(question)))
    return found


@pytest.mark.parametrize("name", SPECS)
def test_any_choice_gives_what_the_command_gives(name: str, machine: Page) -> None:
    dice, made = random.Random(name), 0  # noqa: S311
    for _ in range(CHOICES):
        dialect, options = choice(SPECS[name], dice)
        files, findings = expected(SPECS[name], dialect, options)
        found = answer(machine, SPECS[name], dialect, options)
        assert (found.get("failure"), found.get("files"), found.get("findings")) == (None, files, findings), options
        made += bool(files)
    assert made > CHOICES / 4
