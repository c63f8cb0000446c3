"""Office files: what opens them is an extra, and what is said where it is missing or the file is not what it seems."""

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any, TypeVar
from zipfile import ZipFile

from portspec.findings import Report, finding
from portspec.readers.rendition import LARGEST
from portspec.source import Place, Spot

Value = TypeVar("Value")


def opened(data: bytes, path: str, report: Report, library: str, load: Callable[[Any, BytesIO], Value]) -> Value | None:
    """Return what is made of a file with a library; None after reporting that the extra is missing (PS125) or why not.

    A file that is damaged, or unpacks to more than any document, is reported as PS101. Libraries look into some parts
    of a file only when these are asked for, so `load` is to do all that there is to do with them.
    """
    try:
        module = import_module(library)
    except ImportError:
        message = f"{path} is an office file, and the extra that reads them is not installed"
        report(finding("PS125", message, "Install it: pip install 'portspec[office]'.", start_of(path)))
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
        if size <= LARGEST:
            return load(module, BytesIO(data))
        said = f"unpacks to {size:,} bytes, which is more than the {LARGEST:,} that are read"
        report(finding("PS101", f"{path} {said}", "Give the part of it that is about ports.", start_of(path)))
    except Exception as error:  # noqa: BLE001 (the libraries raise whatever goes wrong in a file that is no document)
        report(finding("PS101", f"{path} is damaged ({type(error).__name__})", "Save it again.", start_of(path)))
    return None


def start_of(path: str, at: Spot | None = None, quote: str = "") -> Place:
    """Return a place in a file of which no line is shown."""
    return Place(source=path, line=1, column=1, end_line=1, end_column=1, quote=quote, at=at)
