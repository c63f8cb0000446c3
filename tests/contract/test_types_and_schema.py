"""The types and the schema of a spec accept the same documents, mutated ones too."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portspec.spec import Spec
from portspec.validation import breaches, validator
from tests.conftest import ALL
from tests.strategies import specs

# Values of every type, on both sides of every limit, in and out of every enumeration.
JUNK: list[Any] = [None, True, -1, 0, 65535, 65536, 0.5, 1.0, [], {}, [None], ["x"]]
JUNK += ["", "a-b", "-a", "No Id", "a\n", "inbound", "table", "note", "assumption", "PS902", "PS602", "f" * 64]


def plain(value: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def decoded(document: Any) -> Spec | None:
    try:
        return msgspec.json.decode(msgspec.json.encode(document), type=Spec, strict=True)
    except msgspec.ValidationError:
        return None


def places(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield each place in a document: its path (without the numbers of items), what it is in, and its key there."""
    if isinstance(value, dict | list):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            where = (*path, key if isinstance(key, str) else "[]")
            yield where, value, key
            yield from places(inner, where)


def has_fraction(value: Any) -> bool:
    """Tell whether a whole number is written with a fraction: the rule `no-fraction` of the schema."""
    if isinstance(value, dict | list):
        return any(map(has_fraction, value.values() if isinstance(value, dict) else value))
    return isinstance(value, float) and value.is_integer()


def is_part(document: Any, whole: Any) -> bool:
    """Tell whether a document is the whole one, or lacks some keys of it."""
    match document, whole:
        case dict(), dict():
            return document.keys() <= whole.keys() and all(is_part(document[key], whole[key]) for key in document)
        case list(), list():
            return len(document) == len(whole) and all(map(is_part, document, whole))
        case _:
            return bool(document == whole)


def surplus(whole: Any, document: Any) -> str:
    """Return the paths that a document lacks of the whole one."""
    had = {path for path, _, _ in places(document)}
    return ", ".join(sorted({".".join(path) for path, _, _ in places(whole) if path not in had}))


def agree(document: Any, what: object) -> None:
    """Require that types and schema both accept a document or both refuse it.

    Fields with defaults may be absent when a spec is read, but not when it is written again.
    """
    spec, accepted = decoded(document), validator("spec").is_valid(document)
    if spec is None:
        assert not accepted or has_fraction(document), f"only the schema accepts this: {what}"
    else:
        whole = plain(spec)
        assert is_part(document, whole), f"the types lose this: {what}"
        assert validator("spec").is_valid(whole), f"only the types accept this: {what}"
        assert accepted == (document == whole), f"the schema does not require {surplus(whole, document)}: {what}"


@given(specs())
def test_a_valid_spec_keeps_the_contract_and_comes_back_as_it_was(spec: Spec) -> None:
    assert list(breaches(spec)) == []
    assert decoded(plain(spec)) == spec


def example() -> Any:
    schema = validator("spec").schema
    assert isinstance(schema, Mapping)
    return deepcopy(schema["examples"][0])


@pytest.mark.full
def test_the_decoder_and_the_schema_agree_about_every_place() -> None:
    """At every kind of place of the schema's example: drop the key, put each piece of junk, by day each fourth one."""
    kinds = {path: None for path, _, _ in places(example())}
    assert len(kinds) > 70, "the example shows nearly every field"
    for number, kind in enumerate(kinds):
        for junk in [*(JUNK if ALL else JUNK[number % 4 :: 4]), ...]:
            document = example()
            _, inside, key = next(each for each in places(document) if each[0] == kind)
            if junk is ...:
                del inside[key]
            else:
                inside[key] = junk
            agree(document, (kind, junk))


def test_no_object_takes_a_surplus_key() -> None:
    for kind in {path[:-1] for path, _, key in places(example()) if isinstance(key, str)}:
        document = example()
        next(inside for path, inside, _ in places(document) if path[:-1] == kind)["surplus"] = None
        assert decoded(document) is None
        assert not validator("spec").is_valid(document)


@st.composite
def mutants(draw: st.DrawFn, original: Any) -> tuple[Any, list[Any]]:
    """Draw a copy of a document that is changed at up to three places, and the changes."""
    document, changes = deepcopy(original), []
    for _ in range(draw(st.integers(1, 3))):
        path, inside, key = draw(st.sampled_from(list(places(document))))
        _, other, other_key = draw(st.sampled_from(list(places(document))))
        match draw(st.sampled_from(["drop", "copy", "junk"])):
            case "drop":
                del inside[key]
                changes.append((path, "dropped"))
            case "copy":
                inside[key] = deepcopy(other[other_key])
                changes.append((path, inside[key]))
            case _:
                inside[key] = draw(st.sampled_from(JUNK))
                changes.append((path, inside[key]))
    return document, changes


# Without the shrinking phase: the changes are short enough, and shrinking whole documents takes minutes.
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(specs().flatmap(lambda spec: st.lists(mutants(plain(spec)), min_size=5, max_size=5)))
def test_the_decoder_and_the_schema_agree_about_mutants(drawn: list[tuple[Any, list[Any]]]) -> None:
    for document, changes in drawn:
        agree(document, changes)
