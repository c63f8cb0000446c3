"""A field of a requirement is described once: whatever shows or keeps it takes it from `fields` or from the values."""

import ast

from portspec.claims import Claim
from portspec.fields import FIELDS, FLAGS
from portspec.resolve.errata import Expected, Setting
from portspec.spec import Requirement
from tests.house.modules import modules

SHOWN = {"id", "kind", "basis", "provenance"}
"""Of a requirement what is no value of its row."""
NEW = "configurable"
"""A field that says nothing of whether a port is opened, as most new ones."""
PLACES = {"spec", "claims", "fields", "resolve.errata"}
"""Where such a field stands, beside the two schemas, what reads it from pages and what it is for."""
READING = ("extract.",)
PURPOSE = {"writers.firewall.lowering.binds", "writers.site.builder.data"}


def test_every_field_is_described() -> None:
    assert {*FIELDS} == {*Requirement.__struct_fields__} - SHOWN
    assert {*FLAGS} == {name for name, type_ in Requirement.__annotations__.items() if type_ in (bool, "bool")}


def test_every_flag_is_claimed_and_can_be_corrected() -> None:
    assert {*FLAGS} <= {*Claim.__struct_fields__} & {*Expected.__struct_fields__}


def test_whatever_a_page_states_can_be_corrected() -> None:
    """What names several hosts follows from the fields that name them."""
    assert {*FIELDS} - {*Setting.__struct_fields__} == {"roles", "sources", "destinations"}


def test_a_field_stands_in_few_places() -> None:
    places = {name for name, tree in modules().items() if NEW in _names(tree) and not name.startswith(READING)}
    assert places <= PLACES | PURPOSE, "take it from `fields`, or from the values' own fields"


def _names(tree: ast.Module) -> set[str]:
    """Return all names, keywords, attributes and texts of a module."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name)
                | ast.Attribute(attr=name)
                | ast.keyword(arg=str(name))
                | ast.Constant(value=str(name))
            ):
                found.add(name)
    return found
