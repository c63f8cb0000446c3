"""No pattern takes more time than a text is worth: each is tried on texts made of its own repeated parts."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import portspec
from tests.cli.running import limited

LENGTHS = (60, 900)
"""Characters of a text: of a short one that shows what is exponential, and of a long one."""
SECONDS = 0.08
"""Of the processor, for one text: a time that grows with the square of the length is far below it."""


def patterns() -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """Yield all patterns that modules keep, each with where it stands and whether it is searched for in a text."""
    for module in walk_packages(portspec.__path__, "portspec."):
        if module.name.rpartition(".")[2] != "__main__":
            code = import_module(module.name)
            source = inspect.getsource(code)
            for name, value in vars(code).items():
                matched = re.search(rf"\b{name}\.(full)?match\b", source)
                searched = not matched or bool(re.search(rf"\b{name}\.(?!(full)?match\b)", source))
                yield from ((f"{module.name}.{name}", each, searched) for each in _kept(value))
            yield from ((f"{module.name}: {each.pattern}", each, searched) for each, searched in _written(source))


def _written(source: str) -> Iterator[tuple[re.Pattern[Any], bool]]:
    """Yield the patterns that are written where they are used."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=way), args=[ast.Constant(value=str(text)), *_]
            ):
                if way not in ("compile", "escape"):
                    yield re.compile(text), not way.endswith("match")


def _kept(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | tuple | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _kept(each)


def sample(tree: Any) -> str:
    """Return a short text that a part of a pattern matches, as far as that can be told without searching."""
    return "".join(_sample(*each) for each in tree)


def _sample(kind: Any, value: Any) -> str:
    match kind:
        case sre.LITERAL:
            text = chr(value)
        case sre.NOT_LITERAL | sre.ANY:
            text = "b" if value == ord("a") else "a"
        case sre.IN:
            text = _of_class(value)
        case sre.BRANCH:
            text = sample(value[1][0])
        case sre.SUBPATTERN | sre.ATOMIC_GROUP:
            text = sample(value[-1] if kind is sre.SUBPATTERN else value)
        case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
            text = sample(value[2]) * max(value[0], 1)
        case _:
            text = ""
    return text


def _of_class(items: Any) -> str:
    pattern = compiler.compile(parser.SubPattern(parser.State(), [(sre.IN, items)]))
    letters = (chr(value) for kind, value in items if kind is sre.LITERAL)
    return next((each for each in ("a", "1", " ", *letters, *"A.-:<|\0") if pattern.match(each)), "-")


REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}


def pumped(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield what stands before each repeated part of a pattern, and the part; of a choice each."""
    for kind, value in tree:
        if kind in REPEATS:
            for part in _parts(value[2]):
                yield before, part
            yield from pumped(value[2], before)
        elif kind is sre.BRANCH:
            for each in value[1]:
                yield from pumped(each, before)
        elif kind is sre.SUBPATTERN:
            yield from pumped(value[-1], before)
        elif kind in (sre.ATOMIC_GROUP, sre.ASSERT, sre.ASSERT_NOT):
            yield from pumped(value if kind is sre.ATOMIC_GROUP else value[1], before)
        before += _sample(kind, value)


def _parts(tree: Any) -> Iterator[str]:
    branches = [each for kind, value in tree if kind in (sre.BRANCH, sre.SUBPATTERN) for each in _choices(kind, value)]
    yield from (sample(each) for each in branches)
    yield sample(tree)


def _choices(kind: Any, value: Any) -> Any:
    return value[1] if kind is sre.BRANCH else [value[-1]]


def slow(pattern: re.Pattern[Any], *, searched: bool) -> list[str]:
    """Return the repeated parts of which a text takes too long."""
    binary = isinstance(pattern.pattern, bytes)
    text = pattern.pattern.decode("latin-1") if binary else pattern.pattern
    way = pattern.search if searched else pattern.match
    look = (lambda text: way(text.encode("latin-1", "replace"))) if binary else way
    parts = dict.fromkeys(pumped(parser.parse(text, pattern.flags & ~re.UNICODE)))
    found = [part for before, part in parts if part and any(_hangs(look, each) for each in _texts(before, part))]
    return list(dict.fromkeys(found))


def _texts(before: str, part: str) -> Iterator[str]:
    for length in LENGTHS:
        yield from (before + part * (length // len(part)) + end for end in ("\0", "\n!"))


def _hangs(look: Callable[[str], object], text: str) -> bool:
    """Tell whether a text takes too long; once in a while a busy machine makes it seem so."""
    return all(_takes_long(look, text) for _ in range(3))


def _takes_long(look: Callable[[str], object], text: str) -> bool:
    try:
        with limited(SECONDS):
            look(text)
    except TimeoutError:
        return True
    return False


Patterns = list[tuple[str, re.Pattern[Any], bool]]


@pytest.fixture(scope="module")
def every() -> Patterns:
    """All patterns; to find them, every module is imported and read."""
    return list(patterns())


@pytest.mark.full
def test_no_pattern_is_slow(every: Patterns) -> None:
    assert len(every) > 200
    found = [(name, parts) for name, pattern, searched in every if (parts := slow(pattern, searched=searched))]
    assert found == [], "a long run of the texts shown takes these too long: let no two parts of a pattern match it"


@pytest.mark.parametrize("text", [r"(a+)+$", r"(?:<!--.*?-->\s*)*<p", r"<b>\s*(.*?)\s*</b>"])
def test_what_is_slow_is_found(text: str) -> None:
    assert slow(re.compile(text, re.DOTALL), searched=True)


CHARACTER = {sre.IN, sre.LITERAL, sre.NOT_LITERAL, sre.ANY}


def _possessive(tree: Any) -> bool:
    """Whether a pattern repeats a group possessively."""
    for kind, value in tree:
        if kind is sre.POSSESSIVE_REPEAT and not (len(value[2]) == 1 and value[2][0][0] in CHARACTER):
            return True
        inner = value if isinstance(value, tuple | list) else [value]
        if any(_possessive(each) for each in inner if isinstance(each, parser.SubPattern)):
            return True
        if kind is sre.BRANCH and any(map(_possessive, value[1])):
            return True
    return False


def test_no_group_is_repeated_possessively(every: Patterns) -> None:
    """Before 3.11.5, Python lost matches of such a group (https://github.com/python/cpython/issues/106052)."""
    texts = [pattern for _, pattern, _ in every if isinstance(pattern.pattern, str)]
    assert [each.pattern for each in texts if _possessive(parser.parse(each.pattern, each.flags & ~re.UNICODE))] == []
    assert _possessive(parser.parse(r"x(?:a*+|(?:ab)*+)"))
    assert not _possessive(parser.parse(r"x(?:a*+|(?>(?:ab)*)|[ab]++)"))
