"""`portspec verify` proves what is right and finds out what is wrong, and records what a build makes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from portspec import proof as proving
from portspec.artifact import Artifact
from portspec.cli import group
from portspec.findings import Finding, Report
from portspec.proof import prove
from portspec.proof.lab import laboratory
from portspec.proof.trial import Trial, tried
from portspec.proofs import Proof, how, snippet_digest
from portspec.spec import Spec
from portspec.workspace import find_workspace
from portspec.writers.firewall import Options, written
from portspec.writers.firewall.lowering.plan import Plan
from portspec.writers.snippets import snippets
from tests.conftest import ALL
from tests.firewall.reading import MDS, STANDALONE, reading
from tests.packets.conftest import Needed

PEERS = {MDS: ("10.0.0.0/8", "fd00::/8"), "chunk-server": ("10.1.2.3/32",), "client": ("0.0.0.0/0",)}
OPTIONS = {
    "networks inside others": Options(roles=(MDS,), peers=PEERS),
    "one interface": Options(roles=(MDS,), interface="storage0"),
    "networks on one interface": Options(roles=(MDS,), peers=PEERS, interface="storage0"),
    "enforced": Options(roles=(MDS,), peers={MDS: ("::/0",)}, enforce=True, internal_interface="virbr0"),
    "chosen ports": Options(roles=("chunk-server",), binds={"chunk-server.random-port": ("1", "65535")}),
}


BOTH = ("iptables", "nftables")
PROVEN = list(product(BOTH, OPTIONS)) if ALL else list(zip(cycle(BOTH), OPTIONS, strict=False))


@pytest.mark.parametrize(("dialect", "name"), PROVEN)
@pytest.mark.usefixtures("able")  # which knows whether namespaces can be made
def test_what_is_written_is_proven(dialect: str, name: str) -> None:
    said: list[Finding] = []
    proof = prove(dialect, reading(), OPTIONS[name], said.append, full=ALL)
    assert proof
    assert proof.failures == ()
    assert {each.code for each in said} <= {"PS501", "PS507"}
    assert proof.passed


PLACES = {
    "nftables": Options(roles=(MDS,), peers=PEERS, table="inet:mine"),
    "firewalld": Options(roles=(MDS,), includes=False, zone="storage"),
}


@pytest.mark.parametrize("dialect", PLACES if ALL else list(PLACES)[:1])
def test_another_table_and_another_zone_are_proven(dialect: str, able: Needed) -> None:
    able(dialect)
    proof = prove(dialect, reading(), PLACES[dialect], lambda _: None, full=ALL)
    assert proof
    assert proof.failures == ()
    assert not [line for line in proof.passed if line.startswith("in  from another zone")]
    assert proof.passed


def given(workspace: Path, old: str, new: str) -> tuple[str, ...]:
    """The files of a text that was written, and then edited by hand."""
    words = ["emit", "nftables", "--role", MDS, "--no-includes", "--peer", f"{MDS}=10.0.0.0/8", "-o", str(workspace)]
    assert CliRunner().invoke(group, words).exit_code == 0
    rules, script = (workspace / f"nftables/{MDS}.{suffix}" for suffix in ("nft", "sh"))
    edited = rules.read_text().replace(old, new)
    assert old in rules.read_text()
    rules.write_text(edited)
    return ("nftables", "--text", str(rules), str(script))


@pytest.fixture
def sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the ports only some are tried, where not all is required."""
    monkeypatch.setattr(proving, "tried", lambda *some, full: tried(*some, full=full and ALL))


@pytest.mark.usefixtures("able", "sampled")
def test_a_given_text_is_held_to_what_its_header_claims(workspace: Path) -> None:
    words = given(workspace, "\n#\n", "\n#\n# Edited by hand.\n")
    done = run(*words)
    assert done.exit_code == 0, done.output
    assert "in  from mds-server IPv4 tcp 2510-2511" in done.stdout.splitlines()
    assert run(*words, "--role", MDS, "--no-includes").exit_code == 1


@pytest.mark.full
@pytest.mark.usefixtures("able")
def test_a_text_that_opens_more_than_it_claims_is_found_out(workspace: Path) -> None:
    done = run(*given(workspace, "    2511,", "    2511, 31337,"))
    assert done.exit_code == 1
    assert "passes, and must not: in  from" in done.stderr
    assert "tcp 31337" in done.stderr


def test_a_text_of_another_name_is_refused(workspace: Path) -> None:
    (workspace / "mine.nft").write_text("add rule inet filter input accept")
    done = run("nftables", "--role", MDS, "--text", str(workspace / "mine.nft"))
    assert done.exit_code == 1
    assert "PS520: no file of this text is called mine.nft" in done.stderr


def wrong(dialect: str, plan: Plan, report: Report) -> Iterator[Artifact]:
    for each in written(dialect, plan, report):
        yield msgspec.structs.replace(each, data=re.sub(rb"(\n +)80,", rb"\g<1>81,", each.data))


@pytest.mark.usefixtures("able")
def test_what_is_wrong_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "written", wrong)
    proof = prove("nftables", reading(), Options(roles=(STANDALONE,)), lambda _: None, full=ALL)
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


@pytest.mark.usefixtures("able")
def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "missing", lambda tools: tuple(tool for tool in tools if tool == "ufw"))
    said: list[Finding] = []
    assert prove("ufw", reading(), Options(roles=(STANDALONE,)), said.append) is None
    assert any("needs ufw" in each.message for each in said)


@pytest.fixture
def workspace(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog and what is compiled, to be written to."""
    (tmp_path / "spec").mkdir()
    shutil.copy(root / "spec/catalog.toml", tmp_path / "spec")
    shutil.copytree(root / "spec/compiled", tmp_path / "spec/compiled")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ["verify", *words], prog_name="portspec")


def records(workspace: Path) -> dict[str, bytes]:
    """The recorded proofs, by their paths."""
    folder = workspace / "spec/proofs"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


@pytest.mark.full
@pytest.mark.usefixtures("able")
def test_a_record_is_the_same_each_time(workspace: Path) -> None:
    done = run("nftables", "--role", STANDALONE, "--record")
    assert done.exit_code == 0, done.output
    assert "in  from outsider IPv4 tcp 22, 80, 64000" in done.stdout.splitlines()
    ((path, record),) = before = records(workspace).items()
    assert path.split("/")[2:] == ["nftables", f"{STANDALONE}.json"]
    proof = msgspec.json.decode(record, type=Proof)
    assert proof.uncovered
    assert done.stdout.splitlines()[-1 - len(proof.uncovered) :] == [
        how(proof),
        *(f"not covered: {each}" for each in proof.uncovered),
    ]
    assert run("nftables", "--role", STANDALONE, "--record").exit_code == 0
    assert records(workspace).items() == before


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent, where not all is required."""
    if not ALL:
        monkeypatch.setattr(proving, "tried", lambda *_, **__: Trial(passed=(), failures=(), packets=0))


@pytest.mark.usefixtures("able", "silent")
def test_all_proves_the_texts_that_a_build_makes(workspace: Path) -> None:
    done = run("iptables", "--product", "virtuozzo-hybrid-server", "--all", "--record")
    assert done.exit_code == 0, done.output
    found = [msgspec.json.decode(record, type=Proof) for record in records(workspace).values()]
    assert len(done.stdout.splitlines()) == len(found)
    (spec,) = (each for each in specs(workspace) if each.product and each.product.release == "7.1-beta")
    made = snippets(spec, lambda _: None).values()
    texts = {snippet_digest(forms[form]) for forms in made for form in forms if form.split()[0] == "iptables"}
    assert {each.snippet for each in found} == texts


def specs(workspace: Path) -> tuple[Spec, ...]:
    found = find_workspace(workspace)
    assert found
    return found.compiled_specs(lambda _: None)


@pytest.mark.usefixtures("able", "silent")
def test_all_proves_only_what_no_record_proves(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("nftables", "--product", "virtuozzo-hybrid-server", "--all", "--record")
    assert run(*words).exit_code == 0
    before, again = records(workspace), []

    def counted(dialect: str, spec: Spec, options: Options, report: Report) -> Proof | None:
        again.append(options)
        return prove(dialect, spec, options, report)

    monkeypatch.setattr(proving, "prove", counted)
    done = run(*words)
    assert (done.exit_code, again) == (0, [])
    assert len(done.stdout.splitlines()) == done.stdout.count(": recorded, ") == len(before)

    broken, missing, *_ = sorted((workspace / "spec/proofs").rglob("*.json"))
    broken.write_text("proven")
    missing.unlink()
    assert run(*words).exit_code == 0
    assert len(again) == 2
    assert records(workspace) == before
    assert run(*words, "--again").exit_code == 0
    assert len(again) == 2 + len(before)


@pytest.mark.usefixtures("able", "sampled")
def test_a_failure_is_not_recorded(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "written", wrong)
    done = run("nftables", "--role", STANDALONE, "--record")
    assert done.exit_code == 1
    assert f"PS504: the proof of nftables --role {STANDALONE} fails: " in done.stderr
    assert records(workspace) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nftables", "--role", MDS, "--record", "--peer", "sdk=any"), "--record"),
        (("nftables", "--role", MDS, "--record", "--role", STANDALONE), "--record"),
        (("nftables", "--role", MDS, "--record", "--table", "inet:mine"), "--record"),
        (("--all", "--role", MDS), "--all"),
        (("nftables", "--role", MDS, "--again"), "--all"),
        (("--role", MDS), "DIALECT"),
        (("nftables", "--role", MDS, "mds-server.nft"), "--text"),
        (("--text", "mds-server.nft"), "--text"),
        (("nftables", "--text", "mds-server.nft", "--record"), "--text"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_what_fits_no_text_of_a_build_is_refused(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("dialect", ["ansible", "nonsense"])
@pytest.mark.usefixtures("workspace")
def test_what_has_no_proof_is_named(dialect: str) -> None:
    for words in (("--all",), ("--role", MDS)):
        done = run(dialect, *words)
        assert done.exit_code == 1
        assert f"PS504: {dialect} cannot be proven" in done.stderr


KILLED = """
import os, signal, subprocess
from portspec.proof.lab import Peer, inside, laboratory
with laboratory([Peer(name="peer", device="peer-1", number=1, v4="192.0.2.1", v6=None)]) as lab:
    with inside(lab.host):
        left = subprocess.Popen(["sleep", "600"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(left.pid, lab.folder, lab.host, *lab.spaces.values(), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
"""


@pytest.mark.usefixtures("able")
def test_what_a_killed_run_has_left_is_cleared_away_by_the_next() -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True, check=False
    )
    process, folder, *spaces = killed.stdout.split()
    with laboratory(()):
        assert set(spaces) & {path.name for path in Path("/run/netns").iterdir()} == set()
    assert not Path(folder).exists()
    stat = Path("/proc", process, "stat")
    assert not stat.exists() or stat.read_text().split()[2] == "Z"  # dead, and nobody waits for it
