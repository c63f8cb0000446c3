"""What is wrong with a written value, in words for a person who has seen the file and not the program."""

import re
from collections.abc import Mapping, Sequence

import msgspec

KINDS = {
    "array": "a list",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date",
    "float": "a number",
    "int": "a number",
    "null": "nothing",
    "object": "a mapping",
    "str": "a text",
}
"""msgspec's names of types."""


def fault(error: msgspec.ValidationError, choices: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Return what is wrong, and the path of the place, such as `$.errata[0].kind`.

    `choices` holds the values of each field, by name, that takes only some.
    """
    message, _, where = str(error).partition(" - at ")
    path = where.strip("`") or "$"
    if found := re.fullmatch(r"Expected `(\w+)`, got `(\w+)`", message):
        wanted, got = (KINDS.get(name, name) for name in found.groups())
        quotes = "; a text that looks like something else stands in quotation marks" * (found[1] == "str")
        message = f"{wanted} is wanted here, not {got}{quotes}"
    elif found := re.fullmatch(r"Invalid enum value '(.*)'", message, re.DOTALL):
        field = re.sub(r"\[\d+\]$", "", path).rpartition(".")[2]
        message = f"“{found[1]}” is none of: {', '.join(choices.get(field, ()))}"
    return message, path
