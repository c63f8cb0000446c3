"""A proof is shown beside the very text that was loaded, in the index and on the page, and beside no other."""

import json
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from portspec.artifact import Artifact
from portspec.build.outdated import outdated
from portspec.cli import group
from portspec.findings import Finding
from portspec.proofs import Proof, claims, snippet_digest
from portspec.writers import write
from portspec.writers.firewall import Options, dialects, emit
from portspec.writers.firewall.snippet.header import words
from portspec.writers.index import publish
from portspec.writers.site import site
from portspec.writers.site.release import release_of
from tests.writers.example import OLDER, SPEC

ROLE = "standalone-server"


def text(enforce: bool = False) -> tuple[Artifact, ...]:  # noqa: FBT001, FBT002 (as the options have it)
    return tuple(emit("nftables", SPEC, Options(roles=(ROLE,), enforce=enforce), lambda _: None))


PROOF = Proof(
    dialect="nftables",
    roles=(ROLE,),
    options=(f"--role {ROLE}",),
    snippet=snippet_digest(text()),
    spec=SPEC.digest,
    tools={"Linux": "6.1.0", "nft": "1.0.6"},
    probes=144,
    passed=("in  from outsider IPv4 tcp 22",),
    failures=(),
    uncovered=("what the host forwards",),
)
FAILED = replace(PROOF, failures=("passes, and must not: in  from outsider IPv4 tcp 23",))
OTHER = replace(PROOF, snippet="0" * 64)
SAID = f"Proven by 144 probes with Linux 6.1.0, nft 1.0.6, made of the spec {SPEC.digest[:12]}"


def digest(data: str) -> str:
    return snippet_digest([Artifact(path="a.sh", data=data.encode())])


RULES = """# Roles: a
# Spec: sha256 0
#

# Incoming tcp from any address
add element inet filter a {
    # a.22: Logins.
    22,
}
"""


def of_rules(text: str, ending: str = "nft") -> str:
    return snippet_digest([Artifact(path=f"a.{ending}", data=text.encode())])


@pytest.mark.parametrize(
    "change", [("Logins", 'All "logins'), ("    # a.22: Logins.\n", ""), ("tcp from any", "udp from")]
)
def test_comments_about_rows_are_not_in_the_digest(change: tuple[str, str]) -> None:
    assert RULES.replace(*change) != RULES
    assert of_rules(RULES.replace(*change)) == of_rules(RULES)


@pytest.mark.parametrize(
    "change",
    [
        ("    22,", "    23,"),
        ("# Roles: a", "# Roles: b"),
        ("Logins.", "Logins.\n    23,"),
        ("Logins.", "Logins.\r    23,"),
        ("Logins.", "Logins.\\"),
        ("filter a {", 'filter a { comment "a'),  # so that what follows is a part of it
        ("    # a.22: Logins.\n    22,", "    22, # a.22: Logins."),
        ("    # a.22", "\t# a.22"),
    ],
)
def test_what_is_no_comment_for_certain_is_in_the_digest(change: tuple[str, str]) -> None:
    assert RULES.replace(*change) != RULES
    assert of_rules(RULES.replace(*change)) != of_rules(RULES)


def test_nor_are_those_beside_an_element() -> None:
    beside = RULES.replace("    22,", '    22,     # a.22: Who "logs in".')
    assert of_rules(beside) == of_rules(RULES)
    assert of_rules(RULES.replace("    22,", '    "22,     # a.22')) != of_rules(RULES)


def test_comments_count_where_a_line_may_be_another_thing() -> None:
    """A here-document in a script; a line that iptables-restore takes for no comment since it is indented."""
    for ending in ("sh", "v4", "profiles", "xml"):
        assert of_rules(RULES.replace("Logins", "Users"), ending) != of_rules(RULES, ending)


SUM = "0" * 64
SCRIPT = f"#!/bin/sh\n# Roles: a\n# Spec: sha256 {SUM}\n# Left out: b\nset -eu\n# Spec: sha256 {SUM}\n"


def test_the_spec_that_a_header_names_is_not_in_the_digest() -> None:
    assert digest(SCRIPT.replace(SUM, "1" * 64, 1)) == digest(SCRIPT)


@pytest.mark.parametrize(
    "change",
    [
        ("/bin/sh", "/bin/bash"),
        ("#!/bin/sh\n", ""),
        ("Roles: a", "Roles: a\\"),
        ("Roles: a", "Roles: a\rset"),
        (f"sha256 {SUM}", f"sha256 {SUM}\\"),
        (f"sha256 {SUM}", f"sha256 {SUM} "),
        ("# Roles", "Roles"),
        ("Left out: b", "Left out: c"),
        ("-eu", "-e"),
        (f"-eu\n# Spec: sha256 {SUM}\n", "-eu\n"),
    ],
)
def test_all_else_is_in_the_digest(change: tuple[str, str]) -> None:
    assert SCRIPT.replace(*change) != SCRIPT
    assert digest(SCRIPT.replace(*change)) != digest(SCRIPT)


def test_a_proof_outlives_a_change_of_the_page_that_changes_no_rule() -> None:
    assert SPEC.sources
    other = replace(SPEC, sources=(replace(SPEC.sources[0], sha256="0" * 64), *SPEC.sources[1:]))
    made = tuple(emit("nftables", other, Options(roles=(ROLE,)), lambda _: None))
    assert [each.data for each in made] != [each.data for each in text()]
    assert snippet_digest(made) == PROOF.snippet


def entries(proofs: Iterable[Proof]) -> dict[str, object]:
    made = [(spec, list(write("snippets", spec, lambda _: None))) for spec in (OLDER, SPEC)]
    (index,) = (file.data for file in publish(made, (), proofs) if file.path == "index.json")
    return {each["path"]: each["proof"] for each in json.loads(index)["artifacts"]}


def test_the_index_has_it_at_the_files_of_the_text_and_at_no_other() -> None:
    shown = {"probes": 144, "spec": SPEC.digest, "tools": {"Linux": "6.1.0", "nft": "1.0.6"}}
    proven = {path for path, proof in entries([PROOF]).items() if proof == shown}
    folders = (f"snippets/v1/example/{release}/{ROLE}" for release in ("2.0", "latest"))
    assert proven == {f"{folder}/{file.path}" for folder in folders for file in text()}


@pytest.mark.parametrize("proof", [OTHER, FAILED])
def test_another_text_and_a_failure_are_no_proof(proof: Proof) -> None:
    assert {str(each) for each in entries([proof]).values()} == {"None"}


def test_the_page_says_it_once_and_of_all_other_texts_that_they_are_not_proven() -> None:
    releases = [release_of(spec, lambda _: None, [PROOF, FAILED, OTHER]) for spec in (OLDER, SPEC)]
    pages = {file.path: file.data.decode() for file in site(releases, ()) if "/roles/" in file.path}
    assert [path for path, page in pages.items() if SAID in page] == [f"example/2.0/roles/{ROLE}.md"]
    assert [path for path, page in pages.items() if PROOF.uncovered[0] in page] == [f"example/2.0/roles/{ROLE}.md"]
    for release in releases:
        for role, forms in release.snippets.items():
            page = pages[f"{release.folder}roles/{role}.md"]
            assert page.count("Not proven: ") + page.count(SAID) == len(forms) > 0


def test_what_one_proof_covers_is_not_said_to_be_covered_by_none() -> None:
    iptables = tuple(emit("iptables", SPEC, Options(roles=(ROLE,)), lambda _: None))
    more = replace(PROOF, uncovered=(*PROOF.uncovered, "the way back"))
    other = replace(PROOF, dialect="iptables", snippet=snippet_digest(iptables))
    release = release_of(SPEC, lambda _: None, [more, other])
    (page,) = (file.data.decode() for file in site([release], ()) if file.path.endswith(f"/roles/{ROLE}.md"))
    assert page.count("No proof says anything about: what the host forwards.") == 1
    assert page.count("It says nothing about: the way back.") == 1
    assert page.count("the way back") == page.count("what the host forwards") == 1


@pytest.mark.parametrize(
    "options", [Options(roles=(ROLE,)), Options(roles=(ROLE,), peers={"a b": ("10.0.0.0/8",) * 90})]
)
def test_a_text_says_what_it_claims(options: Options) -> None:
    header = "\n".join(f"# {line}" for line in (f"Options: {' '.join(words(options))}", f"Spec: sha256 {SPEC.digest}"))
    claim = claims(f"#!/bin/sh\n# A page\n{header}\nset -eu\n".encode())
    assert claim
    assert (" ".join(claim.options), claim.spec) == (" ".join(shlex.split(" ".join(words(options)))), SPEC.digest)
    assert claims(b"add rule inet filter input accept") is None
    assert claims(b"# Options: --role 'a\n# Spec: sha256 0\n") is None


def test_each_dialect_says_what_it_claims() -> None:
    for dialect in dialects():
        for file in emit(dialect, SPEC, Options(roles=(ROLE,)), lambda _: None):
            claim = claims(file.data)
            if b"# Options" in file.data:
                assert claim
                assert (claim.options, claim.spec) == (("--role", ROLE), SPEC.digest)


def test_what_holds_no_more_is_reported() -> None:
    said: list[Finding] = []
    outdated((OLDER, SPEC), {"good.json": PROOF, "other.json": OTHER, "failed.json": FAILED}, said.append)
    assert [(each.code, each.message.split()[0]) for each in said] == [
        ("PS505", "spec/proofs/other.json"),
        ("PS505", "spec/proofs/failed.json"),
    ]


RECORD = msgspec.json.encode(PROOF)
BROKEN = {
    "empty": b"",
    "not JSON": b"proven",
    "not UTF-8": RECORD.replace(b"nft", b"\xff"),
    "nested too deep": b"[" * 100_000,
    "a field too few": RECORD.replace(b'"probes":144,', b""),
    "a field too many": RECORD.replace(b"{", b'{"day":"2026-01-31",', 1),
    "no digest": RECORD.replace(PROOF.snippet.encode(), b"0f3b"),
    "fewer than no probes": RECORD.replace(b"144", b"-144"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_record_is_named_and_proves_nothing(
    data: bytes, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("catalog.toml", "compiled", "errata", "sources", "registry"):
        (tmp_path / "spec").mkdir(exist_ok=True)
        copy = shutil.copytree if (root / "spec" / name).is_dir() else shutil.copy
        copy(root / "spec" / name, tmp_path / "spec" / name)
    (tmp_path / "spec/proofs").mkdir()
    (tmp_path / "spec/proofs/record.json").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(group, ["check", "--format", "json"], prog_name="portspec")
    found = [each for each in json.loads(done.stdout) if each["code"] == "PS505"]
    assert [each["message"].split(": ")[0] for each in found] == [
        "spec/proofs/record.json is not the record of a proof"
    ]
    assert done.exit_code == 0
