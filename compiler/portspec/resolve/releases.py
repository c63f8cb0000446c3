"""The releases that a file of errata is for: one more is written beside another, and all else stays as it is."""

import json


def with_release(text: str, old: str, new: str) -> str:
    """Return the text of a file of errata that is for a new release as well, where it is for an old one.

    The text must be one that `parse_errata` takes; another comes back as it is.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - slow to import, and seldom needed
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        root = YAML(typ="safe", pure=True).compose(text)
        releases = next(value for key, value in root.value if key.value == "releases")
        item = next(each for each in releases.value if each.value == old)
    except (YAMLError, AttributeError, TypeError, StopIteration, ValueError):
        return text
    between = ", " if releases.flow_style else "\n" + " " * (item.start_mark.column - len("- ")) + "- "
    at = item.end_mark.index if releases.flow_style else text.index("\n", item.end_mark.index)
    return f"{text[:at]}{between}{json.dumps(new, ensure_ascii=False)}{text[at:]}"
