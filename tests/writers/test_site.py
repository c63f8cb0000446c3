"""The site's pages: every requirement has its place and ground, every link leads somewhere, bytes repeat."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from hypothesis import given
from msgspec.structs import replace

from benchmarks.site import many
from portspec.artifact import Artifact
from portspec.catalog.fetched import Taking
from portspec.findings import finding
from portspec.source import Place
from portspec.spec import Direction, Dynamic, Note, Party, PortRange, Spec
from portspec.writers.manifest import product
from portspec.writers.site import robots, site
from portspec.writers.site.drawing import drawing
from portspec.writers.site.navigation import navigation
from portspec.writers.site.release import Release
from portspec.writers.site.sheets import ROWS
from portspec.writers.site.words import ENGLISH
from tests.conftest import ALL, Golden, examples
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


def test_a_release_shows_where_its_pages_come_from_and_rows_lead_there() -> None:
    taking = Taking(
        recorded=date(2026, 3, 1),
        origin="https://docs.example.com/ports?a=1&b=2",
        link="https://docs.example.com/ports?a=1&b=2",
        compared=date(2026, 4, 1),
    )
    sources = tuple(replace(each, restated=False) for each in SPEC.sources)
    taken = {each.id: taking for each in sources}
    release = replace(bare(replace(SPEC, sources=sources)), taken=taken)
    found = {file.path: file.data.decode() for file in site([release], WRITTEN) if file.path.endswith(".md")}
    overview, ports = (unescape(found[f"example/2.0/{name}.md"]) for name in ("index", "ports"))

    address = '<a href="https://docs.example.com/ports?a=1&b=2'
    assert f'<time datetime="2026-03-01">1 March 2026</time>, {address}">' in overview
    assert 'last compared with it on <time datetime="2026-04-01">1 April 2026</time>' in overview
    fragments = re.findall(rf"{re.escape(address)}#:~:text=([^\"]*)\">line \d+", ports)
    assert len(fragments) == len(SPEC.requirements)
    assert not [each for each in fragments if set("-,& ") & set(each)]


PARTS = re.compile(r"/(roles/|without-role)")
"""In the paths of the pages that show the grounds of requirements."""


def anchors(page: str) -> list[str]:
    return re.findall(r"^#+ .* \{ #(\S+) \}$", page, re.MULTILINE)


@pytest.mark.parametrize("name", ["roles/chunk-server", "errata", "gaps", "ports"])
def test_golden(name: str, golden: Golden) -> None:
    path = "snippets/v1/example/2.0/nftables/chunk-server.nft"
    files = {"nftables": (Artifact(path=path, data=b"# rules\n", role="chunk-server"),)}
    releases = [Release(spec=spec, manifests=(), snippets={"chunk-server": files}) for spec in (OLDER, SPEC)]
    found = {file.path: file.data for file in site(releases, WRITTEN)}
    golden(f"writers/2.0/{name}.md", found[f"example/2.0/{name}.md"])


@examples(8)
@given(specs())
def test_each_requirement_has_one_anchor_and_its_ground(spec: Spec) -> None:
    found = pages(replace(spec, product=SPEC.product))
    rows = [anchor for path, page in found.items() if PARTS.search(path) for anchor in anchors(page)]
    assert sorted(rows) == sorted(each.id for each in spec.requirements)


@examples(4)
@given(specs())
def test_links_lead_to_pages_and_anchors_that_exist(spec: Spec) -> None:
    made = site([bare(OLDER), bare(replace(spec, product=SPEC.product))], WRITTEN)
    files = {file.path: file.data for file in made}
    texts = {path: python_markdown(data.decode()) for path, data in files.items() if path.endswith(".md")}
    found = {path: BeautifulSoup(text, "html.parser") for path, text in texts.items()}
    for path, page in found.items():
        for link in page.find_all("a", href=True):
            address, _, anchor = unquote(str(link["href"])).partition("#")
            name = address.partition("?")[0]
            there = os.path.normpath(Path(path).parent / name) if name else path
            if there.endswith(".html"):
                there = there.removesuffix(".html") + ".md"
            assert there in files.keys() | WRITTEN, f"{path} links to {link}"
            assert not anchor or found[there].find(id=anchor), f"{path} links to {link}"


def test_what_an_audit_says_of_hosts_is_in_the_navigation() -> None:
    tree = navigation([bare(SPEC)], ["hosts/storage.md", "guide/index.md"])
    assert {"Hosts": ["hosts/storage.md"]} in tree
    assert "Hosts" not in str(navigation([bare(SPEC)], ["guide/index.md"]))


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
    words = {
        "purpose": text,
        "condition": text,
        "source": f"{text} at",
        "destination": f"{text} to",
        "peers": (Party(text=f"{text} by"),),
    }
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
    """Every element of a page, with the names of its attributes; sorted, since some lists are in the order of texts."""
    _, _, body = page.removeprefix("---").partition("\n---\n")
    elements = BeautifulSoup(python_markdown(body), "html5lib").find_all(True)
    return sorted((each.name, sorted(each.attrs)) for each in elements)


@cache
def structures(text: str) -> dict[str, list[tuple[str, list[str]]]]:
    """The elements of each page of a release with this text wherever a page's words stand."""
    return {path: structure(page) for path, page in pages(spoiled(text)).items()}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_page_becomes_markup(attack: str) -> None:
    assert structures(attack) == structures("harmless")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_title_becomes_markup(attack: str) -> None:
    releases = [bare(spoiled(attack))]
    titles = re.findall(r"""^title: (".*")$""", "\n".join(pages(spoiled(attack)).values()), re.MULTILINE)
    assert len(titles) > len(SPEC.roles)
    assert not [title for title in titles if "<" in str(yaml.safe_load(title))]
    assert "<" not in str(navigation(releases, ()))


SEEDS = "012" if ALL else "01"


def test_the_same_specs_give_the_same_bytes_under_another_hash_seed() -> None:
    program = """
from hashlib import sha256
from portspec.writers.site import robots, site
from portspec.writers.site.drawing import drawing
from portspec.writers.site.words import ENGLISH
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
        for seed in SEEDS
    ]
    assert given[0].count("\n") > len(pages(OLDER, SPEC))
    assert len(set(given)) == 1


def test_a_row_that_went_keeps_its_anchor_and_says_where_it_was() -> None:
    without = replace(SPEC, requirements=tuple(each for each in SPEC.requirements if each.id != GONE))
    found = pages(OLDER, without)
    role = BeautifulSoup(python_markdown(found["example/2.0/roles/standalone-server.md"]), "html.parser")
    assert [each.a["href"] for each in role.find_all("li", id=GONE)] == [
        f"../../../example/1.0/roles/standalone-server.html#{GONE}"
    ]
    beside = BeautifulSoup(python_markdown(found["example/releases.md"]), "html.parser")
    (row,) = beside.find_all("tr", id=GONE)
    assert [cell.get_text() for cell in row.find_all("td")] == ["not stated", "22 TCP, inbound and outbound"]


GONE = "standalone-server.22.both"


def test_a_row_of_an_older_release_leads_to_the_latest() -> None:
    without = replace(SPEC, requirements=tuple(each for each in SPEC.requirements if each.id != GONE))
    link = f'<a href="../../../example/2.0/roles/standalone-server.html#{GONE}">22 TCP, inbound and outbound</a>'
    for latest, said in ((SPEC, link), (without, "not stated under this id")):
        found = pages(OLDER, latest)
        row = found["example/1.0/roles/standalone-server.md"].partition(f"{{ #{GONE} }}")[2].partition("###")[0]
        assert f"<dt>In {bare(SPEC).title}</dt><dd>{said}</dd>" in unescape(row)
        assert "<dt>In Example Server" not in found["example/2.0/roles/standalone-server.md"]


def test_what_has_changed_is_a_line_each_that_opens() -> None:
    found = {each.id: each for each in SPEC.requirements}
    moved = replace(found[GONE], direction="inbound", purpose="Logins, as ever, but those of all who administer it.")
    later = replace(SPEC, requirements=tuple(moved if each.id == GONE else each for each in SPEC.requirements[:-1]))
    page = BeautifulSoup(pages(SPEC, later)["example/2.0/changes.md"], "html.parser")
    changes = page.select(".changes summary")
    lines = [" ".join(each.get_text().split()) for each in changes]
    assert "~ changed 22 TCP, inbound, Standalone server: Direction both → inbound; Purpose" in lines
    assert any(line.startswith("- removed chunk-server") for line in lines)
    assert len(page.select(".changes details a[href]")) == len(changes)


def test_each_id_stands_once_beside_each_release_that_states_it() -> None:
    page = BeautifulSoup(python_markdown(pages(OLDER, SPEC)["example/releases.md"]), "html.parser")
    rows = {row["id"]: [bool(cell.a) for cell in row.find_all("td")] for row in page.select("tbody tr")}
    ids = [{each.id for each in spec.requirements} for spec in (SPEC, OLDER)]
    assert rows == {id: [id in each for each in ids] for id in ids[0] | ids[1]}


def test_a_mistake_is_reported_where_the_setting_says_and_else_nowhere() -> None:
    unset = "".join(pages(SPEC).values())
    assert "Report a mistake" not in unset
    files = site([bare(SPEC)], WRITTEN, "https://example.org/new?title={id}&body={release}")
    page = next(file.data.decode() for file in files if file.path == "example/2.0/roles/standalone-server.md")
    links = BeautifulSoup(python_markdown(page), "html.parser").find_all("a", string="Report a mistake")
    assert f"https://example.org/new?title={GONE}&body=Example%20Server%202.0%20%28spring%29" in [
        link["href"] for link in links
    ]


def test_the_reference_has_every_field_of_every_schema(root: Path) -> None:
    found = pages(SPEC)
    for path in (root / "schemas").glob("*.schema.json"):
        schema = json.loads(path.read_bytes())
        text = python_markdown(found[f"reference/{path.stem}.md"])
        page = BeautifulSoup(text, "html.parser")
        shown = {row.code.get_text() for row in page.select("tbody tr")}  # type: ignore[union-attr]
        parts = [schema, *schema.get("$defs", {}).values()]
        assert shown == {name for part in parts for name in part.get("properties", ())}


def test_no_page_has_more_rows_than_a_browser_shows_at_once() -> None:
    large = many(ROWS + 34)
    loose = replace(large, requirements=tuple(replace(each, role=None) for each in large.requirements))
    found = pages(large, replace(loose, product=replace(product(large), id="loose")))
    places = []
    for path, page in found.items():
        assert page.count("<tr") <= ROWS + 200, path
        places += anchors(page) if "/without-role" in path else []
    assert sorted(places) == sorted(each.id for each in large.requirements)


def test_one_is_no_plural_and_ports_look_alike_on_all_pages() -> None:
    role, row = SPEC.roles[0], SPEC.requirements[0]
    one = replace(SPEC, roles=(role,), requirements=(row,), counts=replace(SPEC.counts, rows=1, read=1, unread=0))
    overview = pages(one)["example/2.0/index.md"]
    assert "1 requirement, 1 kind of host." in overview
    assert "The only row that states ports was read." in overview
    assert not [path for path, page in pages(SPEC).items() if path.startswith("example/") and "/tcp" in page]


def test_what_firewall_texts_leave_out_for_an_assumption_is_called_so() -> None:
    row = "standalone-server.5700-6900"
    told = pages(SPEC)
    assert "direction" in {each.id: each for each in SPEC.requirements}[row].corrected
    listed = BeautifulSoup(told["example/2.0/ports.md"], "html.parser").find(id=row)
    assert listed
    assert "to open only on an assumption" in listed.get_text()
    assert told["example/2.0/ports.md"].count("Assumption:") == 1
    assert "leave it out until" in told["example/2.0/roles/standalone-server.md"]


def test_the_drawing_has_a_line_and_a_curve_for_each_pair() -> None:
    pairs = {("a", "b"): ["1/tcp"], ("a", "<c>"): ["2/udp", "3/udp"], ("b", "b"): ["4/tcp"]}
    picture = BeautifulSoup(drawing(pairs, ENGLISH, "Title") or "", "html.parser")
    assert len(picture.find_all("path")) == len(pairs)
    assert [each.get_text() for each in picture.select("text.name")] == ["a", "b", "b", "<c>"]
    assert picture.desc
    assert picture.desc.get_text() == "a to b: 1/tcp; a to <c>: 2/udp, 3/udp; b to b: 4/tcp"
    inside = [int(str(each["y"])) for each in picture.find_all("text")]
    assert max(inside) < int(str(picture.svg["viewbox"]).split()[3])  # type: ignore[index]


def test_the_matrix_shows_every_flow() -> None:
    page = BeautifulSoup(python_markdown(pages(SPEC)["example/2.0/flows.md"]), "html.parser")
    matrix, listed = page.find_all("table")
    cells = [part for cell in matrix.select("td") for part in cell.get_text().split(", ") if part != "–"]
    assert sorted(cells) == sorted(row.find_all("td")[1].get_text() for row in listed.select("tbody tr"))


@pytest.mark.parametrize(("number", "shown"), [(16, True), (17, False)])
@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_a_matrix_that_is_too_large_is_left_out(direction: Direction, number: int, *, shown: bool) -> None:
    """Whichever end has the many parties."""
    peers = tuple(Party(text=f"peer {at}") for at in range(number))
    row = replace(SPEC.requirements[0], direction=direction, peers=peers)
    page = BeautifulSoup(
        python_markdown(pages(replace(SPEC, requirements=(row,)))["example/2.0/flows.md"]), "html.parser"
    )
    *matrix, listed = page.find_all("table")
    assert len(listed.select("tbody tr")) == number
    assert [len(each.select("td")) for each in matrix] == ([number] if shown else [])


def test_each_firewall_of_the_builder_is_called_by_its_name() -> None:
    page = pages(SPEC)["firewall.md"]
    labels = [each.get_text(" ", strip=True) for each in BeautifulSoup(page, "html.parser").find_all("label")]
    assert labels[1:7] == ["firewalld", "iptables", "nftables", "ufw", "Aerleon", "Ansible"]


def test_rows_between_other_hosts_are_counted_apart() -> None:
    ends = {"sources": (Party(role="client", text="clients"),), "destinations": (Party(role="mds-server", text="MDS"),)}
    row = replace(SPEC.requirements[0], id="between", role="chunk-server", direction="unstated", peers=(), **ends)
    found = pages(replace(SPEC, requirements=(row,)))
    for role, said in (("chunk-server", "0 in 0 out 1 between other hosts"), ("mds-server", "1 in 0 out")):
        page = BeautifulSoup(found[f"example/2.0/roles/{role}.md"], "html.parser")
        summed = page.select_one("p.summary")
        assert summed
        assert summed.get_text(" ", strip=True).split() == said.split()


def test_a_row_between_two_hosts_stands_on_the_pages_of_both() -> None:
    ends = {"sources": (Party(role="client", text="clients"),), "destinations": (Party(role="mds-server", text="MDS"),)}
    row = replace(SPEC.requirements[0], id="between", role=None, direction="unstated", peers=(), **ends)
    found = pages(replace(SPEC, requirements=(row,)))
    for role, words in (("client", "to MDS"), ("mds-server", "from clients")):
        page = BeautifulSoup(python_markdown(found[f"example/2.0/roles/{role}.md"]), "html.parser")
        (link,) = page.select("table a[href$='without-role.html#between']")
        shown = link.find_parent("tr").get_text(" ", strip=True)  # type: ignore[union-attr]
        assert words in shown
        assert {"client": "outbound", "mds-server": "inbound"}[role] in shown
        assert page.select_one("p.summary b").get_text() == str(int(role == "mds-server"))  # type: ignore[union-attr]
    assert "between" in anchors(found["example/2.0/without-role.md"])
    assert "TCP, between other hosts {" in found["example/2.0/without-role.md"]


def test_robots_are_let_in_and_find_the_list_of_pages() -> None:
    assert robots("").data == b"User-agent: *\nAllow: /\n"
    (file,) = (each for each in site([bare(SPEC)], (), address="https://example.org/x/") if each.path == "robots.txt")
    assert file.data == b"User-agent: *\nAllow: /\nSitemap: https://example.org/x/sitemap.xml\n"


def test_a_program_that_reads_texts_finds_each_release() -> None:
    files = {
        file.path: file.data.decode(errors="replace") for file in site([bare(spec) for spec in (OLDER, SPEC)], WRITTEN)
    }
    paths = re.findall(r"\]\((.*?)\)", files["llms.txt"])
    assert [path for path in paths if path.endswith(".html")] == ["example/2.0/index.html", "example/1.0/index.html"]
    assert {path.replace(".html", ".md") for path in paths} <= files.keys()


def test_each_page_of_a_release_announces_the_feed_of_its_product() -> None:
    files = {
        file.path: file.data.decode(errors="replace") for file in site([bare(spec) for spec in (OLDER, SPEC)], WRITTEN)
    }
    feeds = {
        yaml.safe_load(page.split("---")[1])["feed"] for path, page in files.items() if path.startswith("example/2.0/")
    }
    assert feeds == {"changes/v1/example/feed.atom"}
    assert feeds <= files.keys()


def test_a_party_without_a_name_has_a_line_of_dashes_and_a_drawing_that_is_too_large_is_told() -> None:
    drawn = BeautifulSoup(drawing({("hosts not named", "a"): ["1/tcp"]}, ENGLISH, "Title") or "", "html.parser")
    assert [("unnamed" in each.get("class", [])) for each in drawn.find_all("rect")] == [True, False]
    ports = [(PortRange(start=at, end=at),) for at in range(1, 120)]
    rows = [
        replace(SPEC.requirements[0], id=f"r{at}", ports=each, peers=(Party(text=f"peer {at}"),))
        for at, each in enumerate(ports)
    ]
    page = pages(replace(SPEC, requirements=tuple(rows)))["example/2.0/flows.md"]
    assert re.search("A drawing of 2[0-9]+ connections would be too large", page)


def test_twenty_roles_that_do_the_same_share_a_box() -> None:
    pairs = {(f"client {at}", server): [f"{at % 2}/tcp"] for at in range(20) for server in ("one", "two")}
    drawn = BeautifulSoup(
        drawing(pairs | {("hosts not named", "one"): ["0/tcp"]}, ENGLISH, "Title") or "", "html.parser"
    )
    names = [each.get_text() for each in drawn.select("text.name")]
    assert len(drawn.find_all("rect")) == 5
    assert names[:8] == [*(f"client {at}" for at in range(0, 14, 2)), "… (10)"]
    assert names[-3:] == ["hosts not named", "one", "two"]
    assert drawn.desc
    assert all(f"client {at} to two" in drawn.desc.get_text() for at in range(20))
