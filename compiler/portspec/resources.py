"""Files that the package brings along: schemas, templates, the findings' pages."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def resource(path: str) -> Path:
    """Return a file or folder that belongs to portspec, named by its path in the repository.

    An installed package holds them under `data/`; in a checkout they stand at the top level.
    """
    packed = PACKAGE / "data" / path
    return packed if packed.exists() else PACKAGE.parent.parent / path


def read(path: str) -> bytes:
    """Return the bytes of a file that belongs to portspec, named as for `resource`."""
    return resource(path).read_bytes()
