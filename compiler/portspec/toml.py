"""TOML, as plain values (TOML 1.0)."""

import tomllib
from typing import Any


def loads(text: str) -> dict[str, Any]:
    """Return the table that a text is.

    Raises ValueError for what is no TOML, is nested too deep, or has a number of more digits than Python reads.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
