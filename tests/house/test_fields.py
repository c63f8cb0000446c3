"""A field of a requirement is described once: whatever shows or keeps it takes it from `fields` or from the values."""

import ast

import msgspec
import pytest

from portspec.claims import Claim
from portspec.fields import FIELDS, FLAGS
from portspec.resolve.errata import Expected, Setting
from portspec.resources import read
from portspec.spec import Field, Requirement
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
    assert {*FIELDS} == {*Requirement.__struct_fields__} - SHOWN, "`fields.py` says how each field is shown"
    flags = {name for name, type_ in Requirement.__annotations__.items() if type_ in (bool, "bool")}
    assert {*FLAGS} == flags, "`fields.py` says `yes` of what is true or false"


def test_the_schema_says_what_every_field_is() -> None:
    properties = msgspec.json.decode(read("schemas/spec.schema.json"))["$defs"]["requirement"]["properties"]
    assert properties.keys() == {*Requirement.__struct_fields__}, "say in schemas/spec.schema.json what these are"


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_may_have_a_basis(name: str) -> None:
    assert msgspec.convert(name, Field) == name, "`Field` in `spec.py` names every field"


def test_every_flag_is_claimed_and_can_be_corrected() -> None:
    assert {*FLAGS} <= {*Claim.__struct_fields__}, "`claims.py` has each as the page states it"
    assert {*FLAGS} <= {*Expected.__struct_fields__}, "`Expected` in `resolve/errata.py` has each"


def test_whatever_a_page_states_can_be_corrected() -> None:
    """What names several hosts follows from the fields that name them."""
    unset = {*FIELDS} - {*Setting.__struct_fields__} - {"roles", "sources", "destinations"}
    assert unset == set(), "`Expected` in `resolve/errata.py` lets an erratum set each"


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
