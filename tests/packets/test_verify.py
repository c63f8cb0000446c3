"""`portspec verify` proves what is right and finds out what is wrong; a record holds for the very text only."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from portspec import proof as proving
from portspec.artifact import Artifact
from portspec.cli import group
from portspec.findings import Finding
from portspec.proof import prove
from portspec.proof.record import Proof, shown, snippet_digest
from portspec.writers.firewall import Options, emit, written
from tests.firewall.reading import MDS, STANDALONE, reading

PEERS = {MDS: ("10.0.0.0/8", "fd00::/8"), "chunk-server": ("10.1.2.3/32",), "client": ("0.0.0.0/0",)}
OPTIONS = {
    "networks inside others": Options(roles=(MDS,), peers=PEERS),
    "one interface": Options(roles=(MDS,), interface="storage0"),
    "networks on one interface": Options(roles=(MDS,), peers=PEERS, interface="storage0"),
    "enforced": Options(roles=(MDS,), peers={MDS: ("::/0",)}, enforce=True, internal_interface="virbr0"),
    "chosen ports": Options(roles=("chunk-server",), binds={"chunk-server.random-port": ("1", "65535")}),
}


@pytest.mark.parametrize("dialect", ["iptables", "nftables"])
@pytest.mark.parametrize("options", OPTIONS.values(), ids=list(OPTIONS))
@pytest.mark.usefixtures("lab")  # which knows whether namespaces can be made
def test_what_is_written_is_proven(dialect: str, options: Options) -> None:
    said: list[Finding] = []
    proof = prove(dialect, reading(), options, said.append)
    assert proof
    assert proof.failures == ()
    assert {each.code for each in said} <= {"PS501"}
    assert proof.passed


@pytest.mark.usefixtures("lab")
def test_what_is_wrong_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*given: object) -> Iterator[Artifact]:
        for each in written(*given):  # type: ignore[arg-type]
            yield msgspec.structs.replace(each, data=each.data.replace(b"\n    80,", b"\n    81,"))

    monkeypatch.setattr(proving, "written", wrong)
    proof = prove("nftables", reading(), Options(roles=(STANDALONE,)), lambda _: None)
    assert proof
    assert "passes, and must not: in  from outsider IPv4 tcp 81" in proof.failures
    assert "does not pass, and must: out to outsider IPv6 tcp 80" in proof.failures


def test_without_root_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "is_root", lambda: False)
    said: list[Finding] = []
    assert prove("nftables", reading(), Options(roles=(STANDALONE,)), said.append) is None
    assert [(each.code, each.help) for each in said if each.severity == "error"] == [
        ("PS504", "Run this command as root.")
    ]


@pytest.mark.usefixtures("lab")
def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "missing", lambda tools: tuple(tool for tool in tools if tool == "ufw"))
    said: list[Finding] = []
    assert prove("ufw", reading(), Options(roles=(STANDALONE,)), said.append) is None
    assert any("needs ufw" in each.message for each in said)


@pytest.fixture
def workspace(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog and what is compiled, to be written to."""
    for name in ("catalog.toml", "compiled"):
        target = tmp_path / "spec" / name
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(root / "spec" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ["verify", "nftables", "--role", STANDALONE, *words], prog_name="portspec")


@pytest.mark.usefixtures("lab")
def test_a_record_holds_for_the_very_text_only(workspace: Path) -> None:
    done = run("--record")
    assert done.exit_code == 0, done.output
    assert "in  from outsider IPv4 tcp 22, 80, 64000" in done.stdout.splitlines()
    (path,) = (workspace / "spec/proofs").rglob("*.json")
    assert path.relative_to(workspace / "spec/proofs").parts[2:] == ("nftables", f"{STANDALONE}.json")
    record = msgspec.json.decode(path.read_bytes(), type=Proof)
    assert json.loads(path.read_bytes())["probes"] == record.probes
    again = run("--record")
    assert again.exit_code == 0
    assert msgspec.json.decode(path.read_bytes(), type=Proof) == record

    files = tuple(emit("nftables", reading(), Options(roles=(STANDALONE,)), lambda _: None))
    own = msgspec.structs.replace(record, snippet=snippet_digest(files))
    assert shown(files, own) == f"proven by {record.probes} probes with nft {record.tools['nft']}"
    assert shown(files[:1], own) == shown(files, None) == "not proven"


@pytest.mark.parametrize("words", [("--peer", "sdk=any"), ("--role", MDS), ("--accept-assumptions",)])
@pytest.mark.usefixtures("workspace")
def test_only_a_roles_own_text_is_recorded(words: tuple[str, ...]) -> None:
    done = run("--record", *words)
    assert done.exit_code == 2
    assert "--record" in done.output
