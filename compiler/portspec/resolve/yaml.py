"""YAML of other programs, as plain values (YAML 1.2)."""

from typing import Any


def documents(text: str) -> list[Any]:
    """Return the documents of a text; JSON is one of them.

    Raises ValueError for what is no YAML, and for what repeats a part of itself by aliases (YAML 1.2, 7.1): a few lines
    of those can mean more than any memory holds.
    """
    # Slow to import, and seldom needed.
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        if "*" in text and any(type(each).__name__ == "AliasEvent" for each in YAML(typ="safe", pure=True).parse(text)):
            raise ValueError("it repeats a part of itself")
        return [each for each in YAML(typ="safe", pure=True).load_all(text) if each is not None]
    except (YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split())) from error


def nodes(text: str) -> Any:
    """Return the root of a text's nodes, which know their places; tags mean nothing here. None for an empty text.

    Raises ValueError for what is no YAML.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        return YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split())) from error
