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
NAME = "a text of small letters, digits and + - . _ that begins with a letter or digit"
FORMS = {
    "address": "an address without spaces, a user and a password",
    "dynamic": NAME,
    "id": NAME,
    "media_type": "a media type in small letters, such as text/markdown,",
    "page": "a text of digits",
    "path": "a path with / and without steps upwards",
    "releases": NAME,
    "ref": "the name of a branch, a tag or a commit",
    "sha256": "a text of 64 digits and letters from a to f",
}
"""What the fields hold whose text has a form, by name."""


def key_of(path: str) -> str:
    """Return the key that a path such as `$.product[0].id` ends in; empty where it leads to an entry or to all."""
    found = re.search(r"\.(\w+)(?:\[\.\.\.\])?$", path)
    return found[1] if found else ""


def fault(error: msgspec.ValidationError, choices: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Return what is wrong, and the path of the place, such as `$.errata[0].kind`.

    `choices` holds the values of each field, by name, that takes only some.
    """
    message, _, where = str(error).partition(" - at ")
    path = where.strip("`") or "$"
    field = re.sub(r"\[\d+\]$", "", path).rpartition(".")[2]
    if found := re.fullmatch(r"Expected `(\w+)`, got `(\w+)`", message):
        wanted, got = (KINDS.get(name, name) for name in found.groups())
        quotes = "; a text that looks like something else stands in quotation marks" * (found[1] == "str")
        message = f"{wanted} is wanted here, not {got}{quotes}"
        if found[2] == "null" and key_of(path):
            message = f"{key_of(path)} is empty, and {wanted} is wanted here"
    elif message.startswith("Expected `str` matching regex") and field in FORMS:
        message = f"{FORMS[field]} is wanted here"
    elif message.startswith("Invalid RFC3339"):
        message = "a date is wanted here, such as 2026-01-31"
    elif re.fullmatch(r"Expected `\w+` of length >= 1", message):
        message = "this may not be empty"
    elif found := re.fullmatch(r"Invalid (?:enum )?value '(.*)'", message, re.DOTALL):
        message = f"“{found[1]}” is none of: {', '.join(choices.get(field, ()))}"
    return message, path
