"""Names of Ansible's variables and groups, made of ids and names from a page."""

import re


def identifier(text: str) -> str:
    """Return `text` with only what names a variable or a group; ids have no capitals, so no two give the same."""
    return re.sub(r"[^a-z0-9-]", lambda found: f"X{ord(found[0]):x}X", text).replace("-", "_")
