"""Rich rules of firewalld, as words (firewalld.richlanguage(5))."""

import shlex


def elements(rule: str) -> dict[str, dict[str, str]]:
    """Return the elements of a rule with their attributes; `NOT` is one of the element whose address it turns.

    Of an attribute that is said twice of an element the first counts. Raises ValueError where a quote does not end.
    """
    found: dict[str, dict[str, str]] = {}
    element = ""
    for word in shlex.split(rule):
        name, sign, value = word.partition("=")
        if sign:
            found.setdefault(element, {}).setdefault(name, value)
        elif word.upper() == NOT:
            found.setdefault(element, {})[NOT] = ""
        else:
            element = name
            found.setdefault(element, {})
    return found


NOT = "NOT"
"""What turns an address into all others."""
