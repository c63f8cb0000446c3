"""What stands in the README: its text, and its blocks of code."""

import re
from pathlib import Path

README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def block(beginning: str) -> str:
    """Return the block that begins so."""
    found: str = next(each for each in BLOCKS if each.startswith(beginning))
    return found
