"""Writers turn a spec into files: each module of this folder is one, found by listing the folder."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from portspec.artifact import Artifact
from portspec.findings import Report, finding
from portspec.spec import Spec


class Writer(Protocol):
    """What a module of this folder offers. Packages are no writers: they hold what writers share."""

    def write(self, spec: Spec, report: Report, /) -> Iterator[Artifact]:
        """Yield all files that the format has for one release, in a stable order."""


@cache
def writers() -> tuple[str, ...]:
    """Return the names of all writers, sorted."""
    return tuple(sorted(each.name for each in iter_modules(__path__) if not each.ispkg))


def write(writer: str, spec: Spec, report: Report) -> Iterator[Artifact]:
    """Yield the files that one writer makes of a spec that has a product; an unknown writer is finding PS902."""
    if writer not in writers():
        report(finding("PS902", f"there is no writer {writer}", f"The writers are {', '.join(writers())}."))
        return
    yield from cast("Writer", import_module(f"{__name__}.{writer}")).write(spec, report)
