"""The whole modules that CONTRIBUTING shows."""

import re
from pathlib import Path


def example(root: Path, name: str) -> str:
    """Return the module whose first sentence begins with a name and a colon."""
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    (code,) = re.findall(rf'^```python\n("""{name}: .*?)^```', text, re.DOTALL | re.MULTILINE)
    return str(code)
