"""Rules of nftables as a person reads them; their JSON holds no text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]


def shown(rule: Json) -> str:
    """Return a rule on one line, with its chain and the handle by which `nft` knows it."""
    said = " ".join(word for each in rule.get("expr", ()) for word in _statement(each))
    comment = f' comment "{rule["comment"]}"' if rule.get("comment") else ""
    return f"{rule['family']} {rule['table']} {rule['chain']} handle {rule.get('handle', '?')}: {said}{comment}"


def _statement(statement: Any) -> Iterator[str]:
    if not isinstance(statement, dict):
        yield str(statement)
        return
    kind, value = next(iter(statement.items()))
    match kind:
        case "match":
            sign = "" if value["op"] in ("==", "in") else f"{value['op']} "
            yield f"{expression(value['left'])} {sign}{expression(value['right'])}"
        case "jump" | "goto":
            yield f"{kind} {value['target']}"
        case "vmap":
            yield f"{expression(value['key'])} vmap {expression(value['data'])}"
        case "counter" | "log":
            pass
        case _:
            yield kind


def expression(value: Any) -> str:
    """Return an expression as `nft` writes it, or what it is about."""
    if isinstance(value, list):
        return ",".join(map(expression, value))
    if not isinstance(value, dict):
        return str(value)
    kind, inner = next(iter(value.items()))
    return FORMS[kind](inner) if kind in FORMS else f"{kind} {_words(inner)}"


def _words(inner: Any) -> str:
    values = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else (inner,)
    return " ".join(map(expression, values))


def _element(element: Any) -> str:
    if isinstance(element, list):
        return f"{expression(element[0])} : {' '.join(_statement(element[1]))}"
    return expression(element)


FORMS: Mapping[str, Callable[[Any], str]] = {
    "payload": lambda of: f"{of.get('protocol', '@' + str(of.get('base')))} {of.get('field', of.get('offset'))}",
    "meta": lambda of: str(of["key"]) if of["key"].endswith("name") else f"meta {of['key']}",
    "ct": lambda of: f"ct {of['key']}",
    "prefix": lambda of: f"{of['addr']}/{of['len']}",
    "range": lambda of: f"{expression(of[0])}-{expression(of[1])}",
    "set": lambda of: f"{{ {', '.join(map(_element, of))} }}",
    "concat": lambda of: " . ".join(map(expression, of)),
    "elem": lambda of: expression(of["val"]),
    "&": lambda of: f"{expression(of[0])} & {expression(of[1])}",
}
"""How each kind of expression is written."""
