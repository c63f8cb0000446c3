"""Diffs fit their schema, whatever the specs."""

import msgspec
from hypothesis import given, settings

from portspec.diff import diff
from portspec.diff.changes import SECURITIES, Changes, to_json
from portspec.diff.text import as_markdown, as_text
from portspec.spec import Spec
from portspec.validation import violations
from tests.strategies import specs


@settings(max_examples=15)
@given(specs(), specs())
def test_a_file_of_diffs_fits_the_schema_and_comes_back(old: Spec, new: Spec) -> None:
    data = to_json((diff(old, new),))

    assert list(violations(msgspec.json.decode(data), "changes")) == []
    assert to_json(msgspec.json.decode(data, type=Changes).diffs) == data


@settings(max_examples=15)
@given(specs(), specs())
def test_the_gravest_come_first_and_every_change_is_told(old: Spec, new: Spec) -> None:
    found = diff(old, new)
    order = [SECURITIES.index(each.security) for each in found.changes]
    rows = [line for line in as_markdown((found,)).split("\n") if line.startswith("| ")]

    assert order == sorted(order)
    assert len(rows) == (len(found.changes) + 2 if found.changes else 0)
    assert sum(line[2:4] in ("+ ", "- ", "~ ") for line in as_text((found,)).splitlines()) >= len(found.changes)
