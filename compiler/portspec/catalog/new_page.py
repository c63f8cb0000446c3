"""A page that a catalog does not have yet, and where it belongs."""

from collections.abc import Mapping
from posixpath import dirname, normpath

import msgspec

from portspec.catalog.origin import Origin
from portspec.readers.formats import copy_suffix
from portspec.source import Source
from portspec.spec import Spec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page belongs."""

    product: str
    """The product's id."""
    product_name: str
    """Its name, where it is new."""
    release: str
    """The release's id."""
    release_name: str
    """Its name, where it is new."""
    recorded: str
    """ISO 8601 date on which the page was taken."""
    title: str
    """The page's title."""
    origin: Origin | None = None
    """Where it is fetched from."""
    inner: str = ""
    """Its path in a folder of its own, with what it includes; empty where it includes nothing."""

    def path(self, source: Source) -> str:
        """Return the page's path below `spec/sources`."""
        if self.inner:
            return f"{self.product}/{self.release}/{source.id}/{self.inner}"
        return f"{self.product}/{self.release}/{source.id}{copy_suffix(source.path, source.media_type)}"

    def included(self, source: Source, spec: Spec) -> dict[str, bytes]:
        """Return the files that the page includes, each by its path below `spec/sources`."""
        paths = [each.id.removeprefix(f"{source.id}/") for each in spec.sources if each.id != source.id]
        found = {path: source.beside(path) if source.beside else None for path in paths}
        folder = dirname(self.path(source))
        return {normpath(f"{folder}/{path}"): data for path, data in found.items() if data is not None}


class NewPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that a catalog does not have yet."""

    entry: Entry
    """What the catalog is to say of it."""
    source: Source
    """Its text."""
    files: Mapping[str, bytes]
    """It, and what it includes, by their paths below `spec/sources`."""
