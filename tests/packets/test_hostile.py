"""Text from a page cannot change what the rules and the scripts do."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from portspec.spec import Party, Spec
from portspec.writers.firewall import Options, emit
from portspec.writers.manifest import product
from tests.firewall.reading import MDS, reading
from tests.packets.lab import BASE, Lab

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


def spoiled(spec: Spec, text: str) -> Spec:
    """The spec with `text` wherever a page's words stand."""

    def words(value: Any) -> Any:
        return msgspec.structs.replace(value, text=text) if isinstance(value, Party) and not value.role else value

    rows = [
        msgspec.structs.replace(
            row, purpose=text, condition=text, source=text, destination=text, peers=tuple(map(words, row.peers))
        )
        for row in spec.requirements
    ]
    roles = [msgspec.structs.replace(role, name=text, stated=text) for role in spec.roles]
    about = msgspec.structs.replace(product(spec), name=text)
    return msgspec.structs.replace(spec, product=about, requirements=tuple(rows), roles=tuple(roles))


def loaded(lab: Lab, spec: Spec, folder: Path, *, enforce: bool) -> str:
    outsider = next(peer.text for row in spec.requirements for peer in row.peers if not peer.role)
    options = Options(roles=(MDS,), enforce=enforce, peers={outsider: ("192.0.2.0/24",)})
    for artifact in emit("nftables", spec, options, lambda _: None):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    lab.load("flush ruleset\n" + BASE)
    script = folder / "nftables" / ("mds-server-enforce.sh" if enforce else "mds-server.sh")
    done = lab.run("sh", str(script), "apply", SSH_CONNECTION="")
    assert (done.returncode, done.stderr) == (0, "")
    if enforce:
        lab.run("sh", str(script), "confirm")
    return lab.ruleset()


@pytest.mark.parametrize("enforce", [False, True])
def test_hostile_text_changes_nothing(lab: Lab, tmp_path: Path, *, enforce: bool) -> None:
    harmless = loaded(lab, spoiled(reading(), "harmless"), tmp_path, enforce=enforce)
    for text in HOSTILE:
        assert loaded(lab, spoiled(reading(), text), tmp_path, enforce=enforce) == harmless
