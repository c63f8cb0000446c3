"""Files that are safe to lose: each is whole or not there, and none is waited for."""

from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from portspec.files.swap import make_beside, settled


def write_scratch(path: Path, data: bytes, within: Path) -> None:
    """Write a file if that can be done; it is not forced onto the disk."""
    with suppress(OSError):
        place = settled(path, within)
        place.parent.mkdir(parents=True, exist_ok=True)
        make_beside(place, data, lasting=False).replace(place)


def keep_only(folder: Path, names: Container[str], within: Path) -> None:
    """Remove the files of a folder that have none of these names."""
    with suppress(OSError):
        for each in settled(folder, within).iterdir():
            if each.name not in names and each.is_file():
                each.unlink()
