"""Both ends of a row become hosts of the spec, outsiders never do, and words for all hosts mean each of them."""

from typing import Any

import pytest
from msgspec.structs import replace

from portspec.analysis.verdict import rules_of
from portspec.claims import Claim
from portspec.extract import extract
from portspec.readers import read
from portspec.resolve import resolve
from portspec.resolve.subject import with_subject
from portspec.source import source_of
from portspec.spec import Context, Loser, Party, Spec
from portspec.validation import breaches
from tests.resolve.statements import READING, SOURCE, at, row, silent


def spec_of(*claims: Claim) -> Spec:
    reading = replace(READING, claims=claims, roles=(), notes=())
    spec = resolve([(SOURCE, reading)], (), None, silent)
    assert list(breaches(spec)) == []
    return spec


def between(source: str | None, destination: str | None, **more: Any) -> Claim:
    return replace(row(None, "80"), source=source, destination=destination, **more)


def test_the_hosts_at_both_ends_are_roles() -> None:
    spec = spec_of(between("Web servers", "Databases"), between("the web server", "Cache"))

    assert [each.id for each in spec.roles] == ["web-server", "databases", "cache"]
    assert [each.sources for each in spec.requirements] == [
        (Party(role="web-server", text="Web servers"),),
        (Party(role="web-server", text="the web server"),),
    ]


def test_several_hosts_of_a_cell_are_several() -> None:
    (one,) = spec_of(between("Storage, control", "DB", sources=("Storage", "control"))).requirements

    assert [each.role for each in one.sources] == ["storage", "control"]
    assert one.source == "Storage, control"


NAMES = ("Internet", "Any", "*", "vendor", "support team", "External", "互联网", "любой")
ADDRESSES = ("0.0.0.0/0", "10.0.0.0/8", "192.0.2.7, 2001:db8::/32", "10.0.0.1-10.0.0.9")
DOMAINS = ("updates.example.com", "*.example.com", "https://example.com/updates")


@pytest.mark.parametrize("text", [*NAMES, *ADDRESSES, *DOMAINS])
def test_an_outsider_is_no_role(text: str) -> None:
    spec = spec_of(between(text, "DB"))

    assert [each.id for each in spec.roles] == ["db"]
    assert spec.requirements[0].sources == (Party(text=text),)


@pytest.mark.parametrize("text", ["All", "all nodes", "Both", "alle Knoten", "所有节点"])
def test_words_for_all_hosts_mean_each_of_them(text: str) -> None:
    spec = spec_of(between("Web", "DB"), between(text, "DB"), row(text, "22", "inbound"))
    _, ends, about = spec.requirements

    assert [each.id for each in spec.roles] == ["web", "db"]
    assert [each.role for each in ends.sources] == ["web", "db"]
    assert about.roles == ("web", "db")
    assert [getattr(each.basis[field], "rule", "") for each, field in ((ends, "sources"), (about, "roles"))] == [
        "everyone",
        "everyone",
    ]


def test_words_for_all_hosts_are_a_role_where_the_page_knows_no_other() -> None:
    assert [each.id for each in spec_of(row("All nodes", "22", "inbound")).roles] == ["all-node"]


def test_users_are_none_of_all_hosts() -> None:
    spec = spec_of(between("API consumers", "All nodes"), between("All nodes", "Internet (any)"))

    assert [each.id for each in spec.roles] == ["api-consumers", "all-node"]
    assert [each.role for each in spec.requirements[1].sources] == ["all-node"]


def test_a_remark_in_brackets_makes_no_host_of_an_outsider() -> None:
    spec = spec_of(between("Internet (any)", "Web"), between("Web", "External (relay server)"))

    assert [each.id for each in spec.roles] == ["web", "external-relay-server"]


def test_a_plural_that_is_left_open_is_the_same_role() -> None:
    spec = spec_of(row("Store node(s)", "22", "inbound"), between("store nodes", "DB"))

    assert [each.id for each in spec.roles] == ["store-node", "db"]


PAGE = "# Ports of the shop\n\n{}\n\n| Port | Protocol | Direction |\n|---|---|---|\n| 80 | TCP | inbound |\n"


@pytest.mark.parametrize(("between", "roles"), [("", ["host"]), ("## Web servers", ["web-server"])])
def test_a_page_that_names_no_host_is_about_its_subject(between: str, roles: list[str]) -> None:
    document = read(
        source_of(PAGE.format(between).encode(), id="page", path="page.md", media_type="text/markdown"), silent
    )
    spec = resolve([(SOURCE, each) for each in with_subject([document], [extract(document, silent)])], (), None, silent)

    assert [each.id for each in spec.roles] == roles
    if roles == ["host"]:
        ground = spec.requirements[0].basis["role"]
        assert isinstance(ground, Context)
        assert (ground.rule, ground.provenance.line, ground.provenance.column) == ("page-subject", 1, 3)
        assert spec.roles[0].name == "Ports of the shop"


def test_evidence_stands_in_the_spec() -> None:
    lost = Loser(value="outbound", rule="page", provenance=at(1, "All ports are outbound."))
    ground = Context(rule="heading", provenance=at(2, "Inbound"), against=(lost,))
    (one,) = spec_of(replace(row("Web", "80", "inbound"), evidence={"direction": ground})).requirements

    assert one.basis == {"direction": ground}


@pytest.mark.parametrize(
    ("said", "need", "negated"),
    [
        ({"negated": True}, "denied", True),
        ({"need": "denied"}, "denied", True),
        ({"need": "retired", "negated": True}, "retired", True),
        ({"direction": "internal"}, "local", False),
        ({"condition": "if used"}, "conditional", False),
        ({"need": "off", "condition": "if used"}, "off", False),
        ({}, "required", False),
    ],
)
def test_need_follows_from_all_that_is_said(said: dict[str, Any], need: str, *, negated: bool) -> None:
    (one,) = spec_of(replace(row("Web", "80", "inbound"), **said)).requirements

    assert (one.need, one.negated) == (need, negated)


@pytest.mark.parametrize("text", ["All", "alle Knoten", "所有节点"])
def test_words_for_all_hosts_as_a_row_s_only_end_are_the_others(text: str) -> None:
    alone = replace(between(text, None), role="Cache", roles=("Cache",))
    (one,) = spec_of(alone).requirements
    assert one.sources == (Party(text=text),), "the page has no other host"
    assert [(rule.host, rule.direction, rule.peer_text) for rule in rules_of(one, {})] == [("cache", "in", text)]

    one, _ = spec_of(alone, between("Store", "Cache")).requirements
    assert [each.role for each in one.sources] == ["cache", "store"]
    assert [(rule.host, rule.direction, rule.peer_text) for rule in rules_of(one, {})] == [("cache", "in", text)]


def test_who_is_at_the_other_end_is_not_the_host_that_a_page_is_about() -> None:
    rows = "| 7103 | UDP | out | | relay servers |\n| 7104 | TCP | in | agents | |\n"
    head = "| Port | Protocol | Direction | Source | Destination |\n|---|---|---|---|---|\n"
    text = f"# Harbour\n\n{head}{rows}"
    document = read(source_of(text.encode(), id="page", path="page.md", media_type="text/markdown"), silent)
    spec = resolve([(SOURCE, each) for each in with_subject([document], [extract(document, silent)])], (), None, silent)
    said = [
        (rule.host_text, rule.direction, rule.peer_text) for each in spec.requirements for rule in rules_of(each, {})
    ]
    assert said == [("", "out", "relay servers"), ("", "in", "agents")]


def test_a_network_that_a_row_names_narrows_the_source_of_its_column() -> None:
    spec = spec_of(between("Hub", "Relay", peers=("10.0.0.0/8",)), between("Hub (192.0.2.7)", "Relay"))
    (narrow, own) = spec.requirements
    assert narrow.sources == (Party(role="hub", text="Hub (10.0.0.0/8)"),)
    assert [rule.party for rule in rules_of(narrow, {})] == ["relay", "Hub (10.0.0.0/8)"]
    assert [rule.party for rule in rules_of(own, {})] == ["relay", "Hub (192.0.2.7)"]
    (named,) = spec_of(between("Hub", "Relay", peers=("10.0.0.0/8", "guests"))).requirements
    assert named.sources == (Party(role="hub", text="Hub"),)
