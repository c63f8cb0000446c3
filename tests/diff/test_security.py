"""What a change of a role means: one that includes another role opens what that one opens."""

from typing import Any

import msgspec
import pytest

from portspec.diff.security import of_role
from portspec.spec import Condition, Role
from tests.firewall.reading import place, role

NONE = role("web")


def having(*includes: str, conditions: tuple[str, ...] = ()) -> Role:
    more: dict[str, Any] = {"conditions": tuple(Condition(text=each, provenance=place(1)) for each in conditions)}
    return msgspec.structs.replace(NONE, includes=includes, **more)


@pytest.mark.parametrize(
    ("old", "new", "meaning"),
    [
        (having(), having("sql"), "widened"),
        (having("sql", "ssh"), having("sql"), "narrowed"),
        (having("sql"), having("ssh"), "moved"),
        (having("sql", "ssh"), having("ssh", "sql"), "text"),
        (having("sql"), having("sql", "ssh", conditions=("If it is large.",)), "widened"),
        (having(), having(conditions=("If it is large.",)), "condition"),
        (having(conditions=("If it is large.",)), having(conditions=("If it is small.",)), "condition"),
        (having(conditions=("If it is large.",)), having(conditions=("If it is large.",)), "text"),
        (None, having("sql"), "text"),
        (having("sql"), None, "text"),
    ],
)
def test_what_a_changed_role_means(old: Role | None, new: Role | None, meaning: str) -> None:
    assert of_role(old, new) == meaning
