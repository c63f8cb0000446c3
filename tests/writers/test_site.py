"""The site's pages: every requirement has its place and ground, every link leads somewhere, bytes repeat."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from hypothesis import given, settings
from msgspec.structs import replace

from portspec.artifact import Artifact
from portspec.findings import finding
from portspec.source import Place
from portspec.spec import Dynamic, Note, Party, Spec
from portspec.writers.manifest import product
from portspec.writers.site import site
from portspec.writers.site.navigation import navigation
from portspec.writers.site.release import Release
from tests.conftest import Golden
from tests.strategies import specs
from tests.writers.example import OLDER, SPEC
from tests.writers.test_text import ATTACKS, python_markdown

WRITTEN = {"guide/index.md", "findings/PS401.md"}


def bare(spec: Spec) -> Release:
    """A release without files to download, which take longer to make than its pages."""
    return Release(spec=spec, manifests=(), snippets={})


def pages(*specs: Spec) -> dict[str, str]:
    """The generated pages."""
    files = site([bare(spec) for spec in specs], WRITTEN)
    return {file.path: file.data.decode() for file in files if file.path.endswith(".md")}


def anchors(page: str) -> list[str]:
    return re.findall(r"^#+ .* \{ #(\S+) \}$", page, re.MULTILINE)


@pytest.mark.parametrize("name", ["roles/chunk-server", "errata", "gaps", "ports"])
def test_golden(name: str, golden: Golden) -> None:
    files = {"nftables": (Artifact(path="snippets/v1/example/2.0/nftables/chunk-server.nft", data=b"# rules\n"),)}
    releases = [Release(spec=spec, manifests=(), snippets={"chunk-server": files}) for spec in (OLDER, SPEC)]
    found = {file.path: file.data for file in site(releases, WRITTEN)}
    golden(f"writers/2.0/{name}.md", found[f"example/2.0/{name}.md"])


@settings(max_examples=25)
@given(specs())
def test_each_requirement_has_one_anchor_and_its_ground(spec: Spec) -> None:
    found = pages(replace(spec, product=SPEC.product))
    rows = [anchor for path, page in found.items() if not path.endswith("errata.md") for anchor in anchors(page)]
    assert sorted(rows) == sorted(each.id for each in spec.requirements)


@settings(max_examples=25)
@given(specs())
def test_links_lead_to_pages_and_anchors_that_exist(spec: Spec) -> None:
    made = site([bare(OLDER), bare(replace(spec, product=SPEC.product))], WRITTEN)
    files = {file.path: file.data for file in made}
    texts = {path: python_markdown(data.decode()) for path, data in files.items() if path.endswith(".md")}
    found = {path: BeautifulSoup(text, "html.parser") for path, text in texts.items()}
    for path, page in found.items():
        for link in page.find_all("a", href=True):
            name, _, anchor = unquote(str(link["href"])).partition("#")
            there = os.path.normpath(Path(path).parent / name) if name else path
            if there.endswith(".html"):
                there = there.removesuffix(".html") + ".md"
            assert there in files.keys() | WRITTEN, f"{path} links to {link}"
            assert not anchor or found[there].find(id=anchor), f"{path} links to {link}"


def test_every_generated_page_is_in_the_navigation() -> None:
    releases = [bare(spec) for spec in (OLDER, SPEC)]
    listed = re.findall(r"'([^']+\.md)'", str(navigation(releases, WRITTEN)))
    assert sorted(listed) == sorted(pages(OLDER, SPEC).keys() | WRITTEN)


def test_the_latest_release_comes_first_and_the_older_says_so() -> None:
    tree = str(navigation([bare(spec) for spec in (OLDER, SPEC)], ()))
    assert tree.index("example/2.0/index.md") < tree.index("example/1.0/index.md")
    found = pages(OLDER, SPEC)
    assert all(("An older release" in page) == (path.startswith("example/1.0/")) for path, page in found.items())


def test_a_restatement_is_never_called_the_page() -> None:
    found = pages(OLDER, SPEC)
    for release, said, unsaid in (("2.0", "Our restatement of", "The page “"), ("1.0", "The page “", "estatement")):
        role = found[f"example/{release}/roles/standalone-server.md"]
        assert said in role
        assert not [path for path, page in found.items() if path.startswith(f"example/{release}") and unsaid in page]


def test_an_assumption_without_a_source_says_so_wherever_it_is_shown() -> None:
    page = pages(SPEC)["example/2.0/roles/standalone-server.md"]
    row = page[page.index("#standalone-server.5700-6900 }") :].split("###")[0]
    assert "<strong>inbound</strong>; stated: unstated. Viewers connect to the server. Assumed, no source." in row
    assert "See: RFC 6143" in row


PLACE = Place(source=SPEC.sources[0].path, line=1, column=1, end_line=1, end_column=1, quote="")


def spoiled(text: str) -> Spec:
    """The latest release with this text wherever a page's own words stand."""
    words = {"purpose": text, "condition": text, "source": text, "destination": text, "peers": (Party(text=text),)}
    quoted = replace(SPEC.requirements[6].provenance, quote=text)
    requirement = replace(SPEC.requirements[6], **words, provenance=quoted, dynamic=Dynamic(text=text))
    return replace(
        SPEC,
        product=replace(product(SPEC), name=text),
        requirements=(*SPEC.requirements[:6], requirement, *SPEC.requirements[7:]),
        roles=(replace(SPEC.roles[0], name=text, stated=text), *SPEC.roles[1:]),
        errata=(*(replace(each, why=text, see=text) for each in SPEC.errata),),
        notes=(Note(text=text, commands=(text,), provenance=quoted),),
        findings=(finding("PS401", text, text, replace(PLACE, quote=text)),),
    )


def structure(page: str) -> list[tuple[str, list[str]]]:
    """Every element of a page, with the names of its attributes."""
    _, _, body = page.removeprefix("---").partition("\n---\n")
    return [(each.name, sorted(each.attrs)) for each in BeautifulSoup(python_markdown(body), "html5lib").find_all(True)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_page_becomes_markup(attack: str) -> None:
    harmless, harmed = pages(spoiled("harmless")), pages(spoiled(attack))
    assert {path: structure(page) for path, page in harmed.items()} == {
        path: structure(page) for path, page in harmless.items()
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_title_becomes_markup(attack: str) -> None:
    releases = [bare(spoiled(attack))]
    titles = re.findall(r"""^title: (".*")$""", "\n".join(pages(spoiled(attack)).values()), re.MULTILINE)
    assert len(titles) > len(SPEC.roles)
    assert not [title for title in titles if "<" in str(yaml.safe_load(title))]
    assert "<" not in str(navigation(releases, ()))


def test_the_same_specs_give_the_same_bytes_under_another_hash_seed() -> None:
    program = """
from hashlib import sha256
from portspec.writers.site import site
from portspec.writers.site.release import release_of
from tests.writers.example import OLDER, SPEC
releases = [release_of(spec, lambda _: None) for spec in (OLDER, SPEC)]
for file in site(releases, ("guide/index.md",)):
    print(sha256(file.data).hexdigest(), file.path)
"""
    given = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    ]
    assert given[0].count("\n") > len(pages(OLDER, SPEC))
    assert given[0] == given[1] == given[2]
