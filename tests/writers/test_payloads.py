"""Nothing of a page is more than text in anything that is written: writers, dialects and reports get every payload.

What is written of a hostile spec has the same bones as what is written of a harmless one: the same elements, keys,
cells and commands, with other words. A new writer or dialect is tried by being in its folder; a new kind of file has no
bones here, and the test says so.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import markdown  # type: ignore[import-untyped]
import msgspec
import pytest
from bs4 import BeautifulSoup
from msgspec import inspect
from openpyxl import load_workbook
from ruamel.yaml import YAML

from portspec.artifact import Artifact
from portspec.audit.fault import Fault
from portspec.audit.report import document
from portspec.audit.report.junit import as_junit
from portspec.audit.report.markdown import as_markdown as audit_as_markdown
from portspec.cli._formats import as_github, as_sarif
from portspec.cli._session import as_json, as_text
from portspec.diff import diff
from portspec.diff.changes import to_json
from portspec.diff.letter import as_mail, as_pull_request, sides
from portspec.diff.text import as_markdown
from portspec.editor.pointing import told
from portspec.findings import Finding
from portspec.resolve.drafting import draft
from portspec.spec import Spec
from portspec.unseen import visible
from portspec.writers import write, writers
from portspec.writers.firewall import Options, dialects, emit
from portspec.writers.index import publish
from portspec.writers.site.standalone import plain_site
from tests.conftest import ALL
from tests.writers.example import OLDER, SPEC
from tests.writers.test_text import EXTENSIONS

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table><iframe src=//x.example>", "</script",
    "--> ]]> */", "{{ 7*7 }} {% for x in y %} {{% raw %}}", '--8<-- "x.md"', "!!! note", "[x](javascript:alert(1))",
    "![x](//x.example/y.png)", "::error file=x::y", "%0A::add-mask::x", "=cmd|'/c calc'!A0", "@SUM(1)", "+1", "-1",
    "$(touch x) `touch x` ${x}", "'; touch x; '", '"; touch x; "', "EOF", "\\", "# x", "a\nb", "a\r\nflush ruleset",
    "---", "&x *x !!x <<: *x", ": - ? |", "\x1b[2J\x1b]8;;x\x07", "\u202ex\u2066", "\u2028add rule\u2029\x85\x0b\x0c",
    "@user #1 fixes #2", "| a | b |", "&lt;b&gt; &#60;", "http://x.example/ www.x.example", "%s %n {0}",
    "\x00\ufeff\U000e0041", "From x", "Subject: x", "x" * 3000,
)  # fmt: skip
"""What a page may say to be more than text, in one format or another."""
FIXED = frozenset("id path media_type severity code product release kind dialect version name schema title".split())
"""Fields whose words portspec or the catalog gives, and not a page; `name` of a role and `title` are given below."""


def spoiled(value: Any, word: Callable[[], str]) -> Any:
    """Return a value with other words wherever it holds free text, by its type."""
    if isinstance(value, msgspec.Struct):
        info = inspect.type_info(type(value))
        assert isinstance(info, inspect.StructType)
        free = {each.name for each in info.fields if _is_free(each.type) and each.name not in FIXED}
        changed = {
            name: word() if name in free and isinstance(old, str) else spoiled(old, word)
            for name in value.__struct_fields__
            if (old := getattr(value, name)) is not None
        }
        return msgspec.structs.replace(value, **changed)
    return tuple(spoiled(each, word) for each in value) if isinstance(value, tuple) else value


def _is_free(info: inspect.Type) -> bool:
    if isinstance(info, inspect.UnionType):
        return any(map(_is_free, info.types))
    return isinstance(info, inspect.StrType) and info.pattern is None


def with_words(spec: Spec, word: Callable[[], str]) -> Spec:
    """Return a spec in which every text of its page, its errata and its findings is another."""
    found: Spec = spoiled(spec, word)
    roles = tuple(msgspec.structs.replace(each, name=word()) for each in found.roles)
    sources = tuple(msgspec.structs.replace(each, title=word(), original=None) for each in found.sources)
    findings = tuple(
        msgspec.structs.replace(each, message=word(), help=word(), place=each.place and spoiled(each.place, word))
        for each in spec.findings
    )
    path = spec.sources[0].path
    places = tuple(
        msgspec.structs.replace(each, place=each.place and msgspec.structs.replace(each.place, source=path))
        for each in findings
    )
    first = spec.sources[0].id
    made: Spec = msgspec.structs.replace(
        found,
        requirements=_pointed(found.requirements, first),
        notes=_pointed(found.notes, first),
        roles=_pointed(roles, first),
        sources=sources,
        findings=places,
    )
    return made


def _pointed(values: Any, source: str) -> Any:
    """Return values whose provenances name a source that there is."""
    if isinstance(values, tuple):
        return tuple(_pointed(each, source) for each in values)
    if isinstance(values, msgspec.Struct):
        inner = {name: _pointed(getattr(values, name), source) for name in values.__struct_fields__}
        return msgspec.structs.replace(values, **(inner | ({"source": source} if "quote" in inner else {})))
    return values


def counted(words: tuple[str, ...]) -> Callable[[], str]:
    """Return what gives the words in turn, each with a number, so that no two texts are the same."""
    state = iter(range(10**6))

    def word() -> str:
        number = next(state)
        return f"{words[number % len(words)]} {number}"

    return word


def harmless() -> Callable[[], str]:
    return counted(("harmless",))


def hostile(turn: int) -> Callable[[], str]:
    return counted((*PAYLOADS[turn:], *PAYLOADS[:turn]))


def artifacts(old: Spec, new: Spec) -> Iterator[Artifact]:
    """Yield all that is written of two releases."""
    made = [(spec, [file for name in writers() for file in write(name, spec, lambda _: None)]) for spec in (old, new)]
    yield from publish(made)
    yield from plain_site((old, new), lambda _: None)
    for dialect in dialects():
        for role in new.roles if ALL else new.roles[:1]:
            yield from emit(dialect, new, Options(roles=(role.id,)), lambda _: None)
    yield from (Artifact(path=path, data=text.encode()) for path, text in reports(old, new))


def reports(old: Spec, new: Spec) -> Iterator[tuple[str, str]]:
    """Yield what commands print about the releases, named by its form."""
    found = list[Finding](new.findings)
    faults = tuple(
        Fault(
            kind="blocked",
            way="in",
            transports=("tcp",),
            ports=((22, 22),),
            requirements=(each,),
            rules=(each.purpose or "",),
        )
        for each in new.requirements
    )
    audit = document(new, (new.roles[0].id,), faults, tuple(found))
    yield "report/github.annotations", visible(as_github(found))
    yield "report/findings.sarif", as_sarif(found)
    yield "report/findings.json", as_json(found)
    yield "report/audit.xml", as_junit(audit)
    yield "report/audit.comment", audit_as_markdown(audit)
    yield "report/changes.json", to_json((diff(old, new),)).decode()
    yield "report/changes.comment", as_markdown((diff(old, new),))
    yield "report/pull-request.comment", as_pull_request(sides((old,), (new,))).partition("\n\n")[2]
    yield "report/errata.yaml", draft(new, "example", "2.0")
    hover = told([(new, each) for each in new.requirements])
    for name, text in (("findings", as_text(found)), ("mail", as_mail(sides((old,), (new,)))), ("hover", hover)):
        yield f"report/{name}.terminal", visible(text)


def _json(data: bytes) -> object:
    return _keys(json.loads(data))


def _keys(value: object) -> object:
    """Return a value without its texts."""
    if isinstance(value, dict):
        return {key: _keys(each) for key, each in value.items()}
    return [_keys(each) for each in value] if isinstance(value, list) else type(value).__name__


def _yaml(data: bytes) -> object:
    return _keys(json.loads(json.dumps(list(YAML(typ="safe", pure=True).load_all(data)), default=str)))


def _csv(data: bytes) -> object:
    rows = list(csv.reader(io.StringIO(data.decode())))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and len(cell) > 1]
    return [len(row) for row in rows]


def _xlsx(data: bytes) -> object:
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return [(cell.coordinate, cell.data_type, cell.hyperlink is not None) for cell in cells]


def _xml(data: bytes) -> object:
    return [(each.tag, sorted(each.attrib)) for each in ET.fromstring(data).iter()]  # noqa: S314 - our own


_LEADING_OUT = re.compile(r"\s*(?:javascript|data|vbscript):|//x\.|https?://x\.", re.IGNORECASE)


def _html(data: bytes) -> object:
    tags = BeautifulSoup(data.decode(), "html5lib").find_all(True)
    links = [str(each.get(name) or "") for each in tags for name in ("href", "src", "action", "srcdoc", "data")]
    assert not [
        each for each in links if re.match(r"\s*(javascript|data|vbscript):|//x\.|https?://x\.", each, re.IGNORECASE)
    ]
    return [(each.name, sorted(each.attrs)) for each in tags]


_FENCED = re.compile(r"^( *)(`{3,})[^\n]*\n.*?^\1\2$", re.MULTILINE | re.DOTALL)
"""Code is shown as it is: an engine that fills templates must leave it alone, as for firewall texts of Ansible."""


def _markdown(data: bytes) -> object:
    text = data.decode()
    assert not re.search(r"\{\{|\{%|--8<--", _FENCED.sub("", text))
    head, _, body = text.removeprefix("---\n").rpartition("\n---\n") if text.startswith("---\n") else ("", "", text)
    return _yaml(head.encode()), _html(markdown.markdown(body, extensions=EXTENSIONS).encode())


def _comment(data: bytes) -> object:
    """Markdown on a forge, which fills no template, but sends word to those whom it names."""
    assert not re.search(r"(?<![\w\\`])[@#](?=\w)", data.decode())
    return _html(markdown.markdown(data.decode(), extensions=EXTENSIONS).encode())


def _script(data: bytes) -> object:
    """A script of the site that holds nothing but data (JSON is JavaScript since ECMAScript 2019)."""
    name, assigned, value = data.decode().strip().removesuffix(";").partition(" = ")
    return (name, assigned, type(json.loads(value))) if assigned and "\n" not in value else data


def _settings(data: bytes) -> object:
    """The settings of MkDocs, whose navigation has the names of roles as keys."""
    text = data.decode()
    assert not re.search(r"[<>]|\{\{|\{%", text.partition("\n")[0])
    return text.partition("\n")[2]


def _commands(data: bytes) -> object:
    """The lines of a text that a program reads, without its comments."""
    lines = [re.sub(r"(^|\s)#.*", "", line).rstrip() for line in _printable(data).splitlines()]
    return [line for line in lines if line]


def _of_a_device(data: bytes) -> object:
    """The same of a network device, whose comments are lines of their own, and which gives help where one asks."""
    assert b"?" not in data
    return [line for line in _printable(data).splitlines() if not line.startswith("!")]


def _printable(data: bytes) -> str:
    text = data.decode("utf-8-sig")  # Windows reads UTF-8 behind its mark only
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]", text)
    return text


def _annotations(data: bytes) -> object:
    """A command of a workflow's log in each line, its properties by their names."""
    lines = [re.match(r"::(error|warning|notice) ([^:]*)::", line) for line in data.decode().split("\n")]
    assert all(lines)
    return [[each.partition("=")[0] for each in line[2].split(",")] for line in lines if line]


def _terminal(data: bytes) -> object:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data.decode())
    return None


BONES: dict[str, Callable[[bytes], object]] = {
    "json": _json, "sarif": _json, "yaml": _yaml, "yml": _yaml, "csv": _csv, "xlsx": _xlsx, "xml": _xml, "svg": _xml,
    "atom": _xml, "html": _html, "md": _markdown, "comment": _comment, "js": _script, "annotations": _annotations,
    "terminal": _terminal, "cfg": _of_a_device,
}  # fmt: skip
WHOLE: dict[str, Callable[[bytes], object]] = {
    "mkdocs.yml": _settings,
    "llms.txt": _comment,
    "losses.json": lambda data: sorted(json.loads(data)),  # a text of several lines is one more loss
}
COMMANDS = frozenset("sh ps1 ports nft v4 v6 rules profiles services conf txt pol def net svc lst nmap py fw".split())
"""The ends of texts whose comments begin with `#`."""
SKIPPED = frozenset("css woff2 ico png".split())
"""The ends of files that hold nothing of a page; they must be the same."""


def bones(file: Artifact) -> object:
    """Return a file without its words."""
    end = file.path.rpartition("/")[2].rpartition(".")[2]
    if end in SKIPPED or file.path.endswith("SHA256SUMS"):
        return file.data if end in SKIPPED else file.data.count(b"\n")
    read = WHOLE.get(file.path.rpartition("/")[2]) or BONES.get(end) or (_commands if end in COMMANDS else None)
    assert read, f"{file.path}: BONES says what such a file is without a page's words, or COMMANDS that `#` begins them"
    return read(file.data)


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    return {file.path: bones(file) for file in artifacts(OLDER, with_words(SPEC, harmless()))}


@pytest.mark.full
@pytest.mark.parametrize("turn", range(0, len(PAYLOADS), 13)[: None if ALL else 1])
def test_nothing_of_a_page_is_more_than_text(turn: int, expected: dict[str, object]) -> None:
    found = {file.path: bones(file) for file in artifacts(OLDER, with_words(SPEC, hostile(turn)))}
    assert found.keys() == expected.keys()
    assert [path for path, each in found.items() if each != expected[path]] == []
