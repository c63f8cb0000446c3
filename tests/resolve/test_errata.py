"""Each file of the folder `errata` names, in comments, the findings that its lines must give, and no others come."""

import re
from pathlib import Path

import pytest

from portspec.findings import Finding
from portspec.resolve import resolve
from portspec.resolve.parse import parse_errata
from portspec.spec import Spec
from tests.resolve.statements import READING, SOURCE

CASES = sorted((Path(__file__).parent / "errata").glob("*.yaml"))


def applied(data: bytes) -> tuple[Spec, list[Finding]]:
    """Return the fifteen rows, resolved with the errata of one file."""
    findings: list[Finding] = []
    file = parse_errata(data, "errata.yaml", findings.append)
    return resolve([(SOURCE, READING)], file.errata if file else (), None, findings.append), findings


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings_of_a_file(path: Path) -> None:
    text = path.read_text("utf-8")
    expected = [
        (number, code, said)
        for number, line in enumerate(text.splitlines(), 1)
        for code, said in re.findall(r" # (PS\d{3}) (.+)", line)
    ]
    _, findings = applied(text.encode())
    found = sorted((each.place.line if each.place else 0, each.code, each.message) for each in findings)

    assert [each[:2] for each in found] == sorted(each[:2] for each in expected)
    for (_, _, message), (_, _, said) in zip(found, sorted(expected), strict=True):
        assert said in message


NOT_ERRATA = {
    "not-utf-8": b"\xff",
    "empty": b"",
    "open-list": b"a: [",
    "control-character": b"a: \x01",
    "recursive": b"- &a [*a]",
    "python-object": b"a: !!python/name:os.system x",
    "two-documents": b"a\n---\nb",
    "deep": b"[" * 500,
    "alias": b"releases: [a]\nerrata: &all []\nmore: *all",
    "merge-key": b"releases: [a]\n<<: {errata: []}",
    "doubled-forty-times": b"errata:\n"
    + b"".join(b"- &b%d {<<: [%s]}\n" % (n, b"*b%d, *b%d" % (n - 1, n - 1) if n else b"") for n in range(40)),
    "no-such-day": b"a: 2016-13-45",
}


@pytest.mark.parametrize("data", NOT_ERRATA.values(), ids=NOT_ERRATA.keys())
def test_what_is_no_errata_is_a_finding(data: bytes) -> None:
    spec, findings = applied(data)

    assert [each.code for each in findings] == ["PS305"]
    assert spec.errata == ()


def test_order_does_not_matter(root: Path) -> None:
    folder = root / "spec/errata/virtuozzo-hybrid-server"
    findings: list[Finding] = []
    files = [
        parse_errata((folder / name).read_bytes(), name, findings.append)
        for name in ("both-releases.yaml", "7.1-beta.yaml")
    ]
    errata = [each for file in files if file for each in file.errata]
    there, back = (resolve([(SOURCE, READING)], each, None, findings.append) for each in (errata, errata[::-1]))

    assert findings == []
    assert there.requirements == back.requirements


def test_every_field_can_be_set() -> None:
    spec, _ = applied((CASES[0].parent / "valid.yaml").read_bytes())
    by_id = {each.id: each for each in spec.requirements}
    corrected, numbered = by_id["metadata-server.2510.both"], by_id["standalone-server.dynamic"]

    assert [str(each) for each in corrected.ports] == ["2510-2512", "4000"]
    assert (corrected.source, corrected.destination, corrected.purpose, corrected.condition) == ("x", "y", "z", "c")
    assert (corrected.peers, corrected.negated) == ((), True)
    assert corrected.corrected["peers"].was == ("MDS servers",)
    assert corrected.corrected["ports"].was == ("2510",)
    assert [str(each) for each in corrected.source_ports] == ["1024-65535", "53"]
    assert (numbered.ports[0].start, numbered.dynamic) == (111, None)
    assert by_id["client.dynamic.outbound"].icmp_types == ("3/4", "8")
    assert [each.id for each in spec.errata] == ["everything", "numbered", "messages", "named"]


NEEDS = [
    ("{need: optional}", "optional", False, {"need"}),
    ("{need: denied}", "denied", True, {"need", "negated"}),
    ("{negated: true}", "denied", True, {"need", "negated"}),
    ("{condition: if asked for}", "conditional", False, {"need", "condition"}),
    ("{condition: if asked for, need: retired}", "retired", False, {"need", "condition"}),
]


@pytest.mark.parametrize(("given", "need", "negated", "corrected"), NEEDS)
def test_a_need_goes_with_what_it_means(given: str, need: str, negated: bool, corrected: set[str]) -> None:  # noqa: FBT001
    text = f"""
releases: [a]
errata:
  - {{id: one, kind: assumption, match: [{{role: mds-server, ports: "2510"}}], set: {given}, why: A test., see: null}}
"""
    spec, findings = applied(text.encode())
    assert findings == []
    row = next(each for each in spec.requirements if each.corrected)
    assert (row.need, row.negated, set(row.corrected)) == (need, negated, corrected)


def test_an_erratum_about_a_role_that_has_another_id_now_is_told_it() -> None:
    text = """
releases: [a]
errata:
  - {id: one, kind: assumption, match: [{role: metadata, ports: "2510"}], set: {need: off}, why: A test., see: null}
"""
    _, (found,) = applied(text.encode())
    assert found.code == "PS301"
    assert re.search(r"The row at line \d+ has all of that but role, which is “mds-server” there", found.help)
