"""Text from a page cannot change what the rules and the scripts do."""

from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec
import pytest

from portspec.proof.bases import bases
from portspec.proof.host import Host
from portspec.spec import Party, Spec
from portspec.writers.firewall import Options, emit, meets
from portspec.writers.manifest import product
from tests.conftest import ALL
from tests.firewall.reading import MDS, reading
from tests.packets.conftest import Closed

HOSTILE = [
    "a\n}\nflush ruleset\n#",
    "a\r\nadd rule inet filter input accept\r",
    "a; add rule inet filter input accept; #",
    "a } } \" ' ` $(touch /tmp/x) `id` \\",
    "a\u2028flush ruleset\u2029\x85\x0b\x0c",
    "a\u202eabc\u2066\u200b\x00\x1b[2J\x7f\ufeff",
    "long " * 500,
    "*/ --> ]]> {{ x }} %s",
]


def spoiled(spec: Spec, *texts: str) -> Spec:
    """The spec with the texts wherever a page's words stand, each row with the next one."""

    def words(value: Any, text: str) -> Any:
        return msgspec.structs.replace(value, text=text) if isinstance(value, Party) and not value.role else value

    rows = [
        msgspec.structs.replace(
            row,
            purpose=text,
            condition=text,
            source=text,
            destination=text,
            peers=tuple(words(peer, text) for peer in row.peers),
        )
        for row, text in zip(spec.requirements, cycle(texts), strict=False)
    ]
    roles = [
        msgspec.structs.replace(role, name=text, stated=text)
        for role, text in zip(spec.roles, cycle(texts), strict=False)
    ]
    about = msgspec.structs.replace(product(spec), name=texts[0])
    return msgspec.structs.replace(spec, product=about, requirements=tuple(rows), roles=tuple(roles))


def rules(dialect: str, spec: Spec, folder: Path, host: Host, *, enforce: bool) -> str:
    """What the kernel holds once the script for a spec has run; it takes the place of what it applied before."""
    outsider = next(peer.text for row in spec.requirements for peer in row.peers if not peer.role)
    options = Options(roles=(MDS,), enforce=enforce, peers={outsider: ("192.0.2.0/24",)})
    files = list(emit(dialect, spec, options, lambda _: None))
    for artifact in files:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    script = str(folder / next(each.path for each in files if each.path.endswith(".sh")))
    done = host.run("sh", script, "apply", SSH_CONNECTION="")
    assert (done.returncode, done.stderr) == (0, "")
    if enforce:
        assert host.run("sh", script, "confirm").returncode == 0
    return host.lab.ruleset()


FORMS = [
    pytest.param(dialect, form, marks=[pytest.mark.full] if dialect == "firewalld" else [])
    for dialect in bases()
    for form in (False, True)
    if not form or meets(dialect, "enforce")
]


@pytest.mark.parametrize(("dialect", "enforce"), FORMS)
def test_hostile_text_changes_nothing(dialect: str, closed: Closed, tmp_path: Path, *, enforce: bool) -> None:
    host, spec = closed(dialect), reading()
    before = host.lab.ruleset()
    harmless = spoiled(spec, *(f"harmless {number}" for number, _ in enumerate(HOSTILE)))
    expected = rules(dialect, harmless, tmp_path, host, enforce=enforce)
    assert expected != before
    for turn in range(len(HOSTILE)) if ALL else [0]:  # every text in every place, or each in one
        hostile = spoiled(spec, *HOSTILE[turn:], *HOSTILE[:turn])
        assert rules(dialect, hostile, tmp_path, host, enforce=enforce) == expected
